package dev.heddle.schedule;

import java.util.SplittableRandom;

/**
 * How many steps a run may have, learned from those before. A run that waits in a loop can be a
 * hundred times as long as others, so a step drawn from the length of the longest run would lie
 * after the end of most runs. So half of the schedules draw from the length of the longest run, and
 * half from that of the latest.
 */
final class RunLength {
  private long longest;

  private long last;

  /** A run has ended that had so many steps. */
  void add(long steps) {
    last = Math.max(1, steps);
    longest = Math.max(longest, last);
  }

  /** Whether no run has ended yet. */
  boolean isUnknown() {
    return longest == 0;
  }

  /** The number of steps that this schedule is to be drawn for; 1 if none is known. */
  long draw(SplittableRandom random) {
    return longest == last ? Math.max(1, longest) : random.nextBoolean() ? longest : last;
  }
}
