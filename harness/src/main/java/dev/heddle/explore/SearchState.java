package dev.heddle.explore;

import dev.heddle.internal.engine.LoopThread;
import dev.heddle.schedule.Points;
import dev.heddle.schedule.Schedule;
import dev.heddle.schedule.SearchStrategy;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What the threads of a search share: its budget, how far it is, why it ends, and the failure with
 * the least number. Any thread.
 */
final class SearchState {
  /** A schedule that failed. */
  record Found(long number, Schedule schedule, Throwable thrown) {}

  private final Plan plan;

  /**
   * All schedules that there are with these points.
   *
   * @param points where they are
   * @param frontier the parts of the search
   * @param runs how many of them were run
   */
  record Exhaustion(Points points, Frontier frontier, AtomicLong runs) {
    Exhaustion(Points points, SearchStrategy all) {
      this(points, new Frontier(all), new AtomicLong());
    }
  }

  /** For an exhaustive search; null if this one samples. */
  private volatile @Nullable Exhaustion exhaustion;

  private final long start = LoopThread.realNanoTime();

  /** The next number of a schedule. */
  private final AtomicLong numbers = new AtomicLong();

  private final AtomicLong steps = new AtomicLong();

  /** The runs of a search that samples. */
  private final AtomicLong samples = new AtomicLong();

  private final AtomicLong cut = new AtomicLong();

  /** Somebody has begun the first schedule, which is run whatever the budget. */
  private final AtomicBoolean begun = new AtomicBoolean();

  /** Nobody begins another schedule. */
  private volatile boolean stopped;

  /** What a run has waited for outside of its loop; null if none has. */
  private volatile @Nullable String outside;

  /** Why it ended early; null if it did not. */
  private volatile @Nullable String truncated;

  /** The program has nothing to choose from, so it has one schedule. */
  private volatile boolean alone;

  /** The program did not repeat the decisions that it was to repeat. */
  private volatile @Nullable Throwable diverged;

  /** The clean-up of a schedule that failed does not end. */
  private volatile boolean stuck;

  private @Nullable Found found;

  SearchState(Plan plan, @Nullable SearchStrategy all) {
    this.plan = plan;
    exhaustion = all == null ? null : new Exhaustion(plan.points(), all);
  }

  // ---- how far it is ------------------------------------------------------------------------

  /** The parts of an exhaustive search; null if this one samples. */
  @Nullable Frontier frontier() {
    Exhaustion all = exhaustion;
    return all == null ? null : all.frontier();
  }

  /** All schedules that an exhaustive search is to run; null if this one samples. */
  @Nullable Exhaustion exhaustion() {
    return exhaustion;
  }

  /**
   * A run has shown that threads share more than was known: with these points there are more
   * schedules. What was run so far does not count. A strategy that is one object of the user's
   * cannot begin again, and keeps the points that it has.
   */
  synchronized void beginAgain(Points points) {
    Exhaustion before = exhaustion;
    if (before == null || stopped || plan.isPolicyOneObject()) {
      return;
    }
    Points all = before.points().union(points);
    if (all.equals(before.points())) {
      return;
    }
    if (hasBegunAll()) {
      truncateAtItsSchedules();
    }
    truncateIfOver();
    if (!stopped) {
      exhaustion = new Exhaustion(all, (SearchStrategy) plan.policy().get());
      before.frontier().stop();
    }
  }

  /** The points of the next run that begins anew. */
  Points points() {
    Exhaustion all = exhaustion;
    return all == null ? plan.points() : all.points();
  }

  long elapsed() {
    return LoopThread.realNanoTime() - start;
  }

  /** How many schedules were run. */
  long runs() {
    Exhaustion all = exhaustion;
    return (all == null ? samples : all.runs()).get();
  }

  /** The steps of all runs. */
  long steps() {
    return steps.get();
  }

  /** The number of the schedule that the caller runs next. */
  long takeNumber() {
    return numbers.getAndIncrement();
  }

  /** Whether as many schedules have begun as are allowed. */
  boolean hasBegunAll() {
    return numbers.get() >= plan.schedules();
  }

  /** A run has taken so many steps. */
  void ran(long stepsTaken) {
    steps.addAndGet(stepsTaken);
  }

  /** A run was one of the schedules that are to be run; {@code of}: of these, if it is not null. */
  void count(@Nullable Exhaustion of) {
    (of == null ? samples : of.runs()).incrementAndGet();
  }

  /** A run went on in the default order, since it took too many decisions. */
  void countCut() {
    cut.incrementAndGet();
  }

  /** How many runs went on in the default order. */
  long cut() {
    return cut.get();
  }

  // ---- whether it ends ----------------------------------------------------------------------

  /** Whether the next schedule may begin; the first one may, whatever the budget. */
  boolean mayBegin() {
    if (stopped || begun.compareAndSet(false, true)) {
      return !stopped;
    }
    truncateIfOver();
    return !stopped;
  }

  private void truncateIfOver() {
    if (elapsed() > plan.nanos()) {
      truncate("the time ran out");
    } else if (steps.get() >= plan.steps()) {
      truncate(count("it reached the limit of %,d steps", plan.steps()));
    }
  }

  /** It has run as many schedules as it may, and there are more. */
  void truncateAtItsSchedules() {
    truncate(count("it reached the limit of %,d schedules", plan.schedules()));
  }

  static String count(String words, long number) {
    return String.format(Locale.ROOT, words, number);
  }

  /** It ends early. */
  void truncate(String why) {
    if (truncated == null) {
      truncated = why;
    }
    stop();
  }

  /** Why it ended early; null if it did not. */
  @Nullable String truncated() {
    return truncated;
  }

  void stop() {
    synchronized (this) {
      stopped = true;
      Exhaustion all = exhaustion;
      if (all != null) {
        all.frontier().stop();
      }
    }
  }

  boolean isStopped() {
    return stopped;
  }

  // ---- what was seen ------------------------------------------------------------------------

  /** A schedule failed. */
  synchronized void found(long number, Schedule schedule, Throwable thrown) {
    if (found == null || number < found.number()) {
      found = new Found(number, schedule, thrown);
    }
    if (plan.stopsAtFailure()) {
      stop();
    }
  }

  /** The failure with the least number; null if there is none. */
  synchronized @Nullable Found found() {
    return found;
  }

  /** The clean-up of the schedule that failed does not end. */
  void foundIsStuck() {
    stuck = true;
  }

  boolean isStuck() {
    return stuck;
  }

  /** The program did not repeat the decisions that it was to repeat. */
  void diverged(Throwable how) {
    diverged = how;
    stop();
  }

  @Nullable Throwable divergence() {
    return diverged;
  }

  /** A run has waited for something outside of its loop. */
  void dependedOn(String what) {
    if (outside == null) {
      outside = what;
    }
  }

  /** What a run has waited for outside of its loop; null if none has. */
  @Nullable String outside() {
    return outside;
  }

  /** The program has nothing to choose from, or it has. */
  void setAlone(boolean has) {
    alone = has;
  }

  boolean isAlone() {
    return alone;
  }
}
