package dev.heddle.explore;

import dev.heddle.schedule.DecisionLog;

/**
 * Remembers, by hash code, what the first schedules of one thread came to. So it is noticed if one
 * of them comes to something else in a later run. Open addressing; no entry is ever taken away.
 */
final class ResultCache {
  /** So many schedules are remembered. */
  static final int MOST = 1 << 16;

  /** Nothing is known of a schedule. */
  static final long UNKNOWN = 0;

  private static final int FIRST_CAPACITY = 1 << 8;
  private static final long SPREAD = 0x9e3779b97f4a7c15L;

  private static final int FAILED = 0b01;
  private static final int KNOWN = 0b10;
  private static final int BITS = 2;

  /** Hashes of schedules; 0 in places that are free. */
  private long[] schedules = new long[FIRST_CAPACITY];

  /** At the same index: what came of it. */
  private long[] results = new long[FIRST_CAPACITY];

  private int count;

  /** A number for what a run came to, never {@link #UNKNOWN}. */
  static long result(DecisionLog log, int outcome, boolean failed) {
    return ((outcome * SPREAD + log.check()) << BITS) | KNOWN | (failed ? FAILED : 0);
  }

  static boolean hasFailed(long result) {
    return (result & FAILED) != 0;
  }

  /** What came of the schedule of {@code log} before; {@link #UNKNOWN} if that is not known. */
  long of(DecisionLog log) {
    long schedule = log.hash() | 1;
    int place = place(schedule);
    return schedules[place] == schedule ? results[place] : UNKNOWN;
  }

  /** Remembers a result, if there is room and none is known; what is known now. */
  long keep(DecisionLog log, long result) {
    long schedule = log.hash() | 1;
    int place = place(schedule);
    if (schedules[place] == schedule) {
      return results[place];
    }
    if (count < MOST) {
      schedules[place] = schedule;
      results[place] = result;
      if (++count > schedules.length / 2) {
        grow();
      }
    }
    return result;
  }

  private int place(long schedule) {
    int mask = schedules.length - 1;
    int place = (int) (schedule >>> Integer.SIZE) & mask;
    while (schedules[place] != 0 && schedules[place] != schedule) {
      place = (place + 1) & mask;
    }
    return place;
  }

  private void grow() {
    long[] oldSchedules = schedules;
    long[] oldResults = results;
    schedules = new long[oldSchedules.length * 2];
    results = new long[oldSchedules.length * 2];
    for (int i = 0; i < oldSchedules.length; i++) {
      if (oldSchedules[i] != 0) {
        int place = place(oldSchedules[i]);
        schedules[place] = oldSchedules[i];
        results[place] = oldResults[i];
      }
    }
  }
}
