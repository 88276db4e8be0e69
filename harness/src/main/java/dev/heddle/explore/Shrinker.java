package dev.heddle.explore;

import dev.heddle.explore.Trials.Trial;
import dev.heddle.schedule.Systematic;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the fewest turns that still give the same failure: takes turns away, in chunks and one by
 * one, after A. Zeller, R. Hildebrandt, "Simplifying and Isolating Failure-Inducing Input", IEEE
 * TSE 28, 2002 (whose result is 1-minimal, as this one is); then makes the options smaller; then
 * looks at all schedules with fewer turns, by number of turns.
 *
 * <p>What a turn means depends on those before it. So each candidate is run in several readings,
 * and what goes on from there is the schedule that was really run.
 */
final class Shrinker {
  /** Fewest turns first, then smallest options, then earliest. */
  private static final Comparator<List<Turn>> SIMPLER =
      Comparator.<List<Turn>>comparingInt(List::size)
          .thenComparingLong(turns -> turns.stream().mapToLong(Turn::option).sum())
          .thenComparingLong(turns -> turns.stream().mapToLong(Turn::at).sum());

  private static final int NEAREST_RUNS = 2_000;

  private final Trials trials;

  private final Fingerprint failure;

  private final Budget budget;

  private List<Turn> best;

  /** All schedules with fewer deviations than this were run, and did not give the failure. */
  private int excluded;

  private boolean minimal;

  Shrinker(Trials trials, Fingerprint failure, List<Turn> turns, Budget budget) {
    this.trials = trials;
    this.failure = failure;
    best = turns;
    this.budget = budget;
  }

  private boolean isSpent() {
    return budget.isSpent();
  }

  /** The simplest turns that were found. */
  List<Turn> shrink() {
    removeChunks();
    settle();
    int before = best.size();
    budget.removed();
    searchBelow();
    budget.shrunk();
    if (best.size() < before) {
      settle();
    }
    return best;
  }

  private void settle() {
    minimal = false;
    do {
      simplify();
    } while (!proveMinimal() && !isSpent());
  }

  /** Whether taking any one turn away was seen to make the failure go away. */
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
    for (int size = best.size(); size > 0 && !isSpent(); size /= 2) {
      boolean removed = true;
      while (removed && !isSpent()) {
        removed = false;
        for (int from = best.size() - size; from >= 0 && !isSpent(); from -= size) {
          removed |= from + size <= best.size() && accept(without(from, from + size));
        }
      }
    }
  }

  private List<Turn> without(int from, int to) {
    List<Turn> rest = new ArrayList<>(best.subList(0, from));
    rest.addAll(best.subList(to, best.size()));
    return rest;
  }

  private void simplify() {
    for (int i = 0; i < best.size(); i++) {
      for (int option = 1; i < best.size() && option < best.get(i).option(); option++) {
        List<Turn> candidate = new ArrayList<>(best);
        candidate.set(i, new Turn(best.get(i).at(), option, best.get(i).id()));
        if (isSpent() || run(candidate, false, 0)) {
          break;
        }
      }
    }
  }

  /** Looks for the failure with no deviation, with one, and so on, as long as that is fewer. */
  private void searchBelow() {
    for (int bound = excluded; bound < best.size(); bound++) {
      Systematic all = Systematic.maxDeviations(bound);
      while (all.next()) {
        if (isSpent()) {
          return;
        }
        Trial trial = trials.run(all);
        if (trial.failsAs(failure)) {
          best = trial.turns();
          return;
        }
      }
      excluded = bound + 1;
    }
  }

  /** Takes each turn away, as the last word. */
  private boolean proveMinimal() {
    int before = best.size();
    for (int i = 0; i < before; i++) {
      if (isSpent() || run(without(i, i + 1), false, 0)) {
        return false;
      }
    }
    minimal = true;
    return true;
  }

  /** Whether a candidate fails the same in one of its readings; then that becomes the best. */
  private boolean accept(List<Turn> candidate) {
    return run(candidate, false, 0)
        || (!candidate.isEmpty()
            && (run(candidate, true, 0) || run(candidate, true, -1) || run(candidate, true, 1)));
  }

  /**
   * Runs a candidate.
   *
   * @param byId whether its turns say who goes, rather than which option is taken
   * @param shift by how many decisions what comes after the first removed turn is moved
   */
  private boolean run(List<Turn> candidate, boolean byId, int shift) {
    if (isSpent()) {
      return false;
    }
    Trial trial = trials.run(new Guided(shifted(candidate, shift), byId));
    if (!trial.failsAs(failure) || SIMPLER.compare(trial.turns(), best) >= 0) {
      return false;
    }
    best = trial.turns();
    return true;
  }

  private List<Turn> shifted(List<Turn> candidate, int shift) {
    if (shift == 0) {
      return candidate;
    }
    int firstGone = firstDifference(candidate);
    List<Turn> moved = new ArrayList<>();
    int last = -1;
    for (Turn turn : candidate) {
      int at = turn.at() > firstGone ? turn.at() + shift : turn.at();
      if (at > last) {
        moved.add(new Turn(at, turn.option(), turn.id()));
        last = at;
      }
    }
    return moved;
  }

  private int firstDifference(List<Turn> candidate) {
    for (int i = 0; i < candidate.size(); i++) {
      if (!candidate.get(i).equals(best.get(i))) {
        return best.get(i).at();
      }
    }
    return best.get(candidate.size()).at();
  }

  /**
   * A schedule near one that fails, which does not fail so: without its last turn; or, if it has
   * none, with one.
   */
  static @Nullable Trial nearestPassing(Trials trials, List<Turn> failing, Budget budget) {
    if (!failing.isEmpty()) {
      Trial trial = trials.run(new Guided(failing.subList(0, failing.size() - 1), false));
      return trial.thrown() == null ? trial : null;
    }
    Systematic oneTurn = Systematic.maxDeviations(1);
    for (int run = 0; run < NEAREST_RUNS && oneTurn.next() && !budget.isSpent(); run++) {
      Trial trial = trials.run(oneTurn);
      if (trial.thrown() == null) {
        return trial;
      }
    }
    return null;
  }
}
