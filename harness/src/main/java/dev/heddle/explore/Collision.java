package dev.heddle.explore;

import dev.heddle.internal.memory.SeenAccess;
import dev.heddle.schedule.RecordedDecision;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Two accesses whose order a deviation has changed: a thread was stopped, and another one came
 * before it.
 *
 * @param earlier what another thread did while the thread was stopped
 * @param later what the thread did to the same afterwards
 * @param before what the thread had done to the same before it was stopped; null if nothing
 */
record Collision(SeenAccess earlier, SeenAccess later, @Nullable SeenAccess before) {
  /**
   * The two accesses for a deviation: to data if possible, otherwise to what guards it. Null if
   * there are none.
   */
  static @Nullable Collision of(RunRecord run, int decision) {
    Collision toData = of(run, decision, true);
    return toData == null ? of(run, decision, false) : toData;
  }

  private static @Nullable Collision of(RunRecord run, int decision, boolean toData) {
    RecordedDecision decided = run.decisions().get(decision);
    List<SeenAccess> accesses = run.accesses();
    int from = firstAfter(accesses, decision);
    int resumed = from;
    while (resumed < accesses.size() && accesses.get(resumed).id() != decided.firstId()) {
      resumed++;
    }
    for (int later = resumed; later < accesses.size(); later++) {
      SeenAccess access = accesses.get(later);
      if (access.id() != decided.firstId() || (toData && !access.isToData())) {
        continue;
      }
      for (int earlier = from; earlier < resumed; earlier++) {
        if (accesses.get(earlier).conflictsWith(access)) {
          return new Collision(
              accesses.get(earlier), access, latest(accesses.subList(0, from), access));
        }
      }
    }
    return null;
  }

  /** The place of the first access after a decision. */
  private static int firstAfter(List<SeenAccess> accesses, int decision) {
    int place = 0;
    while (place < accesses.size() && accesses.get(place).decisions() <= decision) {
      place++;
    }
    return place;
  }

  /** The latest access by the same thread to the same; null if there is none. */
  private static @Nullable SeenAccess latest(List<SeenAccess> accesses, SeenAccess access) {
    for (int place = accesses.size() - 1; place >= 0; place--) {
      SeenAccess before = accesses.get(place);
      if (before.id() == access.id() && before.location() == access.location()) {
        return before;
      }
    }
    return null;
  }

  /** The two and their order, in words. */
  String words() {
    boolean sameWords = later.what().equals(earlier.what());
    return earlier.who()
        + " "
        + earlier.verb()
        + " "
        + earlier.what()
        + " ("
        + earlier.site().line
        + ") before "
        + later.who()
        + " "
        + later.verb()
        + " "
        + (sameWords ? "it" : later.what())
        + " ("
        + later.site().line
        + ")"
        + hadRead();
  }

  private String hadRead() {
    return before == null || before.writes() || before.value().isEmpty()
        ? ""
        : "; " + before.who() + " had read " + before.value();
  }
}
