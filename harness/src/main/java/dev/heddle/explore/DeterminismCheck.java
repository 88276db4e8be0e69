package dev.heddle.explore;

import dev.heddle.internal.engine.LoopThread;
import dev.heddle.schedule.Policies;
import dev.heddle.schedule.Schedule;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Runs some schedules of a search again, to show that a schedule alone decides what the program
 * does: the first one at the end, with its steps, and at once if it has nothing to choose from; and
 * a sample of the others, by their decisions and outcomes. What waited for something outside of its
 * loop is not compared. Any thread.
 *
 * @param <T> what the program returns
 */
final class DeterminismCheck<T extends @Nullable Object> {
  /** Up to here every schedule is run again. */
  private static final int ALL = 64;

  /** After that, one in so many. */
  private static final int EVERY = 64;

  private static final int MOST = 500;

  /**
   * Reruns take at most this time, or one part in {@link #PART} of the search's, if that is more.
   */
  private static final long NANOS = 250_000_000;

  private static final int PART = 25;

  private final Plan plan;

  private final Attempt<T> attempt;

  private final long start = LoopThread.realNanoTime();

  private final AtomicInteger count = new AtomicInteger();

  private final AtomicLong nanos = new AtomicLong();

  /** The first schedule; null before it has run, and if it need not repeat. */
  private volatile @Nullable RunRecord first;

  DeterminismCheck(Plan plan, Attempt<T> attempt) {
    this.plan = plan;
    this.attempt = attempt;
  }

  /**
   * The first schedule has run, with its steps.
   *
   * @return whether neither run had anything to choose from
   * @throws NondeterminismError if another run of it is not the same
   */
  boolean first(ProgramRunner<T> run) {
    if (!run.hasToRepeat()) {
      return false;
    }
    first = run.lastRun();
    return run.log().count() == 0 && compareFirst();
  }

  /**
   * Runs the first schedule once more.
   *
   * @return whether it was the same, with nothing to choose from
   * @throws NondeterminismError if it was not
   */
  boolean compareFirst() {
    RunRecord known = first;
    if (known == null) {
      return false;
    }
    ProgramRunner<T> again = ProgramRunner.plain(plan, attempt);
    Schedule schedule = known.schedule();
    again.runTraced(Policies.replay(schedule));
    if (!again.hasToRepeat()) {
      return false;
    }
    String difference = Differences.between(known, again.lastRun());
    if (difference != null) {
      throw Differences.twoRunsDiffer(schedule, difference, again.failure());
    }
    if (known.result() != again.result()) {
      throw Differences.carriedOver(
          schedule,
          "the first schedule was run again and took the same steps, but its result or what it"
              + " decided was something else. ",
          again.failure());
    }
    return again.log().count() == 0;
  }

  /** Runs a schedule of a search again, if its turn has come; {@code number} is its number. */
  void sample(long number, ProgramRunner<T> run, ProgramRunner<T> second) {
    if (!isDue(number) || !run.hasToRepeat()) {
      return;
    }
    count.incrementAndGet();
    long before = LoopThread.realNanoTime();
    Schedule schedule = run.log().schedule();
    second.run(Policies.replay(schedule));
    nanos.addAndGet(LoopThread.realNanoTime() - before);
    if (second.hasToRepeat() && second.result() != run.result()) {
      throw Differences.notRepeated(
          schedule,
          Differences.cameTo(run.outcome(), run.failure()),
          "when it was run again it " + Differences.cameTo(second.outcome(), second.failure()),
          second.failure(),
          new DetailedRunner(attempt, plan));
    }
  }

  private boolean isDue(long number) {
    if ((number >= ALL && number % EVERY != 0) || count.get() >= MOST) {
      return false;
    }
    long spent = nanos.get();
    return spent < NANOS || spent < (LoopThread.realNanoTime() - start) / PART;
  }
}
