package dev.heddle.explore;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Tells how far a search is, now and then; and estimates how many schedules there are. */
final class SearchProgress {
  /** No remaining time is foretold before this share of the search is done. */
  private static final double LEAST_PART = 1e-6;

  private final Plan plan;

  private final Attempt<?> attempt;

  private final SearchState state;

  private final int bound;

  /** About how many different schedules were run. */
  private final LongSupplier distinct;

  /** When it is told next. */
  private long tellAt;

  /** How many schedules there may be; null until somebody wants to know. */
  private @Nullable Estimate estimate;

  SearchProgress(
      Plan plan, Attempt<?> attempt, SearchState state, int bound, LongSupplier distinct) {
    this.plan = plan;
    this.attempt = attempt;
    this.state = state;
    this.bound = bound;
    this.distinct = distinct;
    tellAt = plan.firstProgressNanos();
  }

  /** Tells it, if it is time. */
  void tellIfDue() {
    long elapsed = state.elapsed();
    if (elapsed > tellAt && state.runs() > 0) {
      tellAt *= 2;
      plan.progress().accept(progress(elapsed));
    }
  }

  private Progress progress(long elapsed) {
    Estimate whole = state.frontier() == null ? null : estimate();
    return new Progress(
        state.runs(), distinct.getAsLong(), Duration.ofNanos(elapsed), whole, left(elapsed, whole));
  }

  /** How many schedules there may be. */
  Estimate estimate() {
    Estimate known = estimate;
    if (known == null) {
      DetailedRunner runner = new DetailedRunner(attempt, plan);
      runner.setPoints(state.points());
      known = Estimate.of(runner, bound);
      estimate = known;
    }
    return known;
  }

  /** The same, if somebody has asked for it; null otherwise. */
  @Nullable Estimate knownEstimate() {
    return estimate;
  }

  private @Nullable Duration left(long elapsed, @Nullable Estimate all) {
    double most = (double) plan.schedules();
    double schedules =
        all == null ? most : Math.min(most, Math.max((double) state.runs(), all.schedules()));
    double bySchedules = state.runs() / schedules;
    double byTime = (double) elapsed / plan.nanos();
    double bySteps = (double) state.steps() / plan.steps();
    double part = Math.max(bySchedules, Math.max(byTime, bySteps));
    double left = elapsed / part - elapsed;
    return part < LEAST_PART || part > 1 ? null : Duration.ofNanos((long) left);
  }
}
