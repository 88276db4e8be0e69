package dev.heddle.explore;

import dev.heddle.internal.engine.LoopThread;
import dev.heddle.schedule.Policy;
import org.jspecify.annotations.Nullable;

/** What is done with a schedule that is given, and that no search has to find. */
final class GivenSchedule {
  private GivenSchedule() {}

  /** As {@link Explorer#explain}. */
  static Failure explain(Plan plan, Policy policy, Throwable thrown, Attempt<?> attempt) {
    CleanStatics<?> clean = new CleanStatics<>(plan, attempt);
    FailureAnalyzer analyzer = new FailureAnalyzer(new DetailedRunner(clean, plan), plan);
    return clean.during(() -> analyzer.explain(policy, thrown));
  }

  /** As {@link Explorer#replay}. */
  static @Nullable Failure replay(Plan plan, Policy replay, Attempt<?> attempt) {
    CleanStatics<?> clean = new CleanStatics<>(plan, attempt);
    ReplayRunner runner = new ReplayRunner(clean, plan, replay);
    return clean.during(() -> LoopThread.call(plan.stallTimeout(), () -> {}, runner::run));
  }
}
