package dev.heddle.schedule;

import java.util.Arrays;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;

/**
 * Every schedule, each once, depth first; or every one with at most a number of deviations from the
 * default order. The first is the default order. Runs are stateless, as in P. Godefroid, "Model
 * Checking for Programming Languages using VeriSoft", POPL 1997: each begins at the beginning and
 * repeats the decisions that it shares with the one before.
 *
 * <p>The bound counts as in M. Emmi, S. Qadeer, Z. Rakamarić, "Delay-Bounded Scheduling", POPL
 * 2011, but that any other option is one deviation, while there the {@code i}-th costs {@code i}
 * delays, and what was passed over stays first in line.
 *
 * <p>{@link #next} returns false when all were run.
 */
@API(status = Status.EXPERIMENTAL)
public final class Systematic implements SearchStrategy {
  private static final int FIRST_CAPACITY = 32;

  private final int bound;

  /** The decisions that are not this search's to vary. */
  private final int fixed;

  // The path from the root to the run: one entry a decision with more than one option.
  private int[] chosen = new int[FIRST_CAPACITY];

  /** How many options this search tries: those above were given away. */
  private int[] limits = new int[FIRST_CAPACITY];

  /** How many deviations there are before this decision. */
  private int[] deviations = new int[FIRST_CAPACITY];

  /** What was offered up to here. */
  private int[] offered = new int[FIRST_CAPACITY];

  /** How many entries are in force. */
  private int length;

  /** How many decisions the run has taken. */
  private int taken;

  private final OfferHash offers = OfferHash.ofIds();

  private boolean begun;

  /** The running program is known not to repeat its decisions. */
  private boolean diverged;

  private boolean complete;

  private Systematic(int bound, int fixed) {
    this.bound = bound;
    this.fixed = fixed;
  }

  /** Every schedule. */
  public static Systematic everything() {
    return new Systematic(Integer.MAX_VALUE, 0);
  }

  /**
   * Every schedule with at most so many deviations.
   *
   * @throws IllegalArgumentException if the number is negative
   */
  public static Systematic maxDeviations(int deviations) {
    if (deviations < 0) {
      throw new IllegalArgumentException(
          "The bound on deviations must not be negative, and is " + deviations + ".");
    }
    return new Systematic(deviations, 0);
  }

  @Override
  public int bound() {
    return bound;
  }

  /** Whether every schedule was run. */
  public boolean isComplete() {
    return complete;
  }

  @Override
  public void begin(long schedule) {
    taken = 0;
    diverged = false;
    offers.clear();
  }

  @Override
  public boolean next() {
    begin(0);
    if (!begun) {
      begun = true;
      return true;
    }
    for (int at = length - 1; at >= fixed; at--) {
      if (hasNext(at)) {
        chosen[at]++;
        length = at + 1;
        return true;
      }
    }
    complete = true;
    return false;
  }

  private boolean hasNext(int at) {
    return chosen[at] + 1 < limits[at] && (chosen[at] > 0 || deviations[at] < bound);
  }

  @Override
  public int choose(Decision decision) {
    int size = decision.size();
    if (size < 2) {
      return 0;
    }
    int at = taken++;
    offers.add(decision);
    if (at < length) {
      if (offered[at] != offers.value()) {
        diverged = true;
        throw new DivergedException(
            "At decision "
                + at
                + " the program offers something else than in the run before, which took the same"
                + " decisions: it is not deterministic.");
      }
      return chosen[at];
    }
    append(size);
    return 0;
  }

  private void append(int size) {
    if (length == chosen.length) {
      chosen = Arrays.copyOf(chosen, length * 2);
      limits = Arrays.copyOf(limits, length * 2);
      deviations = Arrays.copyOf(deviations, length * 2);
      offered = Arrays.copyOf(offered, length * 2);
    }
    chosen[length] = 0;
    limits[length] = size;
    deviations[length] =
        length == 0 ? 0 : deviations[length - 1] + (chosen[length - 1] > 0 ? 1 : 0);
    offered[length] = offers.value();
    length++;
  }

  /**
   * A run that ends before it has taken the decisions that it was to repeat was no run of this
   * program's.
   *
   * @throws DivergedException if it was so
   */
  @Override
  public void end() {
    if (taken < length && !diverged) {
      diverged = true;
      throw new DivergedException(
          "The program ended after "
              + taken
              + (taken == 1 ? " decision" : " decisions")
              + ", and the run before, which took the same, went on to another: it is not"
              + " deterministic.");
    }
  }

  /** Gives away the largest part of what is left. */
  @Override
  public @Nullable Systematic split() {
    for (int at = fixed; at < length; at++) {
      if (hasNext(at)) {
        Systematic part = new Systematic(bound, at + 1);
        part.chosen = Arrays.copyOf(chosen, chosen.length);
        part.limits = Arrays.copyOf(limits, limits.length);
        part.deviations = Arrays.copyOf(deviations, deviations.length);
        part.offered = Arrays.copyOf(offered, offered.length);
        part.length = at + 1;
        part.chosen[at] = --limits[at];
        return part;
      }
    }
    return null;
  }
}
