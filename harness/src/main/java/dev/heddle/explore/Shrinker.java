package dev.heddle.explore;

import dev.heddle.schedule.LenientReplay;
import dev.heddle.schedule.Policy;
import dev.heddle.schedule.Schedule.Deviation;
import dev.heddle.schedule.Systematic;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the fewest deviations that still give the same failure: takes deviations away, in chunks
 * and one by one, after A. Zeller, R. Hildebrandt, "Simplifying and Isolating Failure-Inducing
 * Input", IEEE TSE 28, 2002 (whose result is 1-minimal, as this one is); then makes the options
 * smaller; then looks at all schedules with fewer deviations, by number of deviations.
 *
 * <p>What a deviation means depends on those before it. So each candidate is run in several
 * readings, and shrinking goes on from the schedule that was really run.
 */
final class Shrinker {
  /** Fewest deviations first, then smallest options, then earliest. */
  private static final Comparator<List<Deviation>> SIMPLER =
      Comparator.<List<Deviation>>comparingInt(List::size)
          .thenComparingLong(deviations -> deviations.stream().mapToLong(Deviation::option).sum())
          .thenComparingLong(deviations -> deviations.stream().mapToLong(Deviation::at).sum());

  private static final int NEAREST_RUNS = 2_000;

  private final DetailedRunner runner;

  private final FailureSignature failure;

  private final ShrinkBudget budget;

  /** The simplest run that gives the failure. */
  private RunRecord best;

  /** All schedules with fewer deviations than this were run, and did not give the failure. */
  private int excluded;

  private boolean minimal;

  Shrinker(
      DetailedRunner runner, FailureSignature failure, RunRecord failing, ShrinkBudget budget) {
    this.runner = runner;
    this.failure = failure;
    best = failing;
    this.budget = budget;
  }

  private boolean isSpent() {
    return budget.isSpent();
  }

  /** The simplest deviations that were found. */
  List<Deviation> shrink() {
    removeChunks();
    settle();
    int before = best().size();
    budget.removed();
    searchBelow();
    budget.shrunk();
    if (best().size() < before) {
      settle();
    }
    return best();
  }

  private List<Deviation> best() {
    return best.deviations();
  }

  private void settle() {
    minimal = false;
    do {
      simplify();
    } while (!proveMinimal() && !isSpent());
  }

  /** Whether taking any one deviation away was seen to make the failure go away. */
  boolean isMinimal() {
    return minimal;
  }

  /** All schedules with fewer deviations than this were run, and did not give the failure. */
  int excluded() {
    return excluded;
  }

  private void removeChunks() {
    if (accept(List.of())) {
      return;
    }
    for (int size = best().size(); size > 0 && !isSpent(); size /= 2) {
      boolean removed = true;
      while (removed && !isSpent()) {
        removed = false;
        for (int from = best().size() - size; from >= 0 && !isSpent(); from -= size) {
          removed |= from + size <= best().size() && accept(without(from, from + size));
        }
      }
    }
  }

  private List<Deviation> without(int from, int to) {
    List<Deviation> rest = new ArrayList<>(best().subList(0, from));
    rest.addAll(best().subList(to, best().size()));
    return rest;
  }

  private void simplify() {
    for (int i = 0; i < best().size(); i++) {
      for (int option = 1; i < best().size() && option < best().get(i).option(); option++) {
        List<Deviation> candidate = new ArrayList<>(best());
        Deviation larger = best().get(i);
        candidate.set(i, new Deviation(larger.at(), option, larger.of(), larger.check()));
        if (isSpent() || run(candidate, false, 0)) {
          break;
        }
      }
    }
  }

  /** Looks for the failure with no deviation, with one, and so on, as long as that is fewer. */
  private void searchBelow() {
    for (int bound = excluded; bound < best().size(); bound++) {
      Systematic all = Systematic.maxDeviations(bound);
      while (all.next()) {
        if (isSpent()) {
          return;
        }
        RunRecord run = runner.run(all);
        if (run.failsAs(failure)) {
          best = run;
          return;
        }
      }
      excluded = bound + 1;
    }
  }

  /** Takes each deviation away, as the last word. */
  private boolean proveMinimal() {
    int before = best().size();
    for (int i = 0; i < before; i++) {
      if (isSpent() || run(without(i, i + 1), false, 0)) {
        return false;
      }
    }
    minimal = true;
    return true;
  }

  /** Whether a candidate fails the same in one of its readings; then that becomes the best. */
  private boolean accept(List<Deviation> candidate) {
    return run(candidate, false, 0)
        || (!candidate.isEmpty()
            && (run(candidate, true, 0) || run(candidate, true, -1) || run(candidate, true, 1)));
  }

  /**
   * Runs a candidate.
   *
   * @param byId whether its deviations say who goes, rather than which option is taken
   * @param shift by how many decisions what comes after the first removed deviation is moved
   */
  private boolean run(List<Deviation> candidate, boolean byId, int shift) {
    if (isSpent()) {
      return false;
    }
    RunRecord run = runner.run(replay(candidate, byId, shift));
    if (!run.failsAs(failure) || SIMPLER.compare(run.deviations(), best()) >= 0) {
      return false;
    }
    best = run;
    return true;
  }

  private Policy replay(List<Deviation> candidate, boolean byId, int shift) {
    int firstGone = shift == 0 ? Integer.MAX_VALUE : firstDifference(candidate);
    List<Deviation> moved = new ArrayList<>();
    List<Long> ids = new ArrayList<>();
    int last = -1;
    for (Deviation next : candidate) {
      int at = next.at() > firstGone ? next.at() + shift : next.at();
      if (at > last) {
        moved.add(new Deviation(at, next.option(), next.of(), next.check()));
        ids.add(best.idAt(next.at()));
        last = at;
      }
    }
    return byId ? LenientReplay.byId(moved, ids) : LenientReplay.byOption(moved);
  }

  private int firstDifference(List<Deviation> candidate) {
    for (int i = 0; i < candidate.size(); i++) {
      if (!candidate.get(i).equals(best().get(i))) {
        return best().get(i).at();
      }
    }
    return best().get(candidate.size()).at();
  }

  /**
   * A schedule near one that fails, which does not fail so: without its last deviation; or, if it
   * has none, with one.
   */
  static @Nullable RunRecord nearestPassing(
      DetailedRunner runner, List<Deviation> failing, ShrinkBudget budget) {
    if (!failing.isEmpty()) {
      RunRecord run = runner.run(LenientReplay.byOption(failing.subList(0, failing.size() - 1)));
      return run.thrown() == null ? run : null;
    }
    Systematic oneDeviation = Systematic.maxDeviations(1);
    for (int count = 0; count < NEAREST_RUNS && oneDeviation.next() && !budget.isSpent(); count++) {
      RunRecord run = runner.run(oneDeviation);
      if (run.thrown() == null) {
        return run;
      }
    }
    return null;
  }
}
