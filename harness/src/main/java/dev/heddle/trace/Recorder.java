package dev.heddle.trace;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/** Where a loop writes its steps; keeps the last ones. Not thread-safe: the loop's own. */
@API(status = Status.INTERNAL)
public final class Recorder {
  private static final int FIRST_CAPACITY = 16;

  /** How many steps are kept at most. */
  private final int limit;

  // One entry a step, at the same index of each array; a ring once the limit is reached.
  private long[] time = new long[0];
  private long[] iteration = new long[0];
  private Object[] who = new Object[0];
  private Step.End[] end = new Step.End[0];
  private Object[] detail = new Object[0];
  private int[] decision = new int[0];
  private String[] site = new String[0];

  /** What happens now is of no interest. */
  private boolean stopped;

  /** How many steps were ever written. */
  private long written;

  /** Makes a recorder that keeps the last {@code limit} steps. */
  public Recorder(int limit) {
    this.limit = limit;
  }

  /**
   * Writes a step; {@code who} and {@code detail} are turned into text only when the trace is read,
   * so they must not change what they print.
   */
  public void step(
      long nanos,
      long iterationNumber,
      Object whoDid,
      Step.End how,
      Object what,
      int decided,
      String where) {
    if (stopped) {
      return;
    }
    if (limit == 0) {
      written++;
      return;
    }
    int at = (int) (written++ % limit);
    if (at == time.length) {
      grow();
    }
    time[at] = nanos;
    iteration[at] = iterationNumber;
    who[at] = whoDid;
    end[at] = how;
    detail[at] = what;
    decision[at] = decided;
    site[at] = where;
  }

  /** Nothing more is written. */
  public void stop() {
    stopped = true;
  }

  /** Whether what happens now is of no interest. */
  public boolean isStopped() {
    return stopped;
  }

  private void grow() {
    int capacity = Math.min(limit, Math.max(FIRST_CAPACITY, time.length * 4));
    time = Arrays.copyOf(time, capacity);
    iteration = Arrays.copyOf(iteration, capacity);
    who = Arrays.copyOf(who, capacity);
    end = Arrays.copyOf(end, capacity);
    detail = Arrays.copyOf(detail, capacity);
    decision = Arrays.copyOf(decision, capacity);
    site = Arrays.copyOf(site, capacity);
  }

  /** How many steps were written so far. */
  public long written() {
    return written;
  }

  /** The steps that are kept. */
  public Trace trace() {
    List<Step> steps = new ArrayList<>();
    long from = Math.max(0, written - limit);
    for (long i = from; i < written; i++) {
      int at = (int) (i % limit);
      steps.add(
          new Step(
              Duration.ofNanos(time[at]),
              iteration[at],
              text(who[at]),
              end[at],
              text(detail[at]),
              decision[at],
              site[at]));
    }
    return new Trace(steps, from);
  }

  private static String text(Object value) {
    return value instanceof Duration duration ? Table.time(duration) : String.valueOf(value);
  }
}
