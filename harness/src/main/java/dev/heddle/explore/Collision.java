package dev.heddle.explore;

import dev.heddle.internal.memory.SeenAccess;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    long stopped = run.decisions().get(decision).firstId();
    List<SeenAccess> accesses = run.accesses();
    int from = firstAfter(accesses, decision);
    int resumed = from;
    Map<Long, SeenAccess> first = new HashMap<>();
    Map<Long, SeenAccess> firstWrite = new HashMap<>();
    for (; resumed < accesses.size() && accesses.get(resumed).id() != stopped; resumed++) {
      SeenAccess access = accesses.get(resumed);
      first.putIfAbsent(access.location(), access);
      if (access.writes()) {
        firstWrite.putIfAbsent(access.location(), access);
      }
    }
    for (SeenAccess later : accesses.subList(resumed, accesses.size())) {
      SeenAccess earlier = (later.writes() ? first : firstWrite).get(later.location());
      if (later.id() == stopped && (later.isToData() || !toData) && earlier != null) {
        return new Collision(earlier, later, latest(accesses.subList(0, from), later));
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
