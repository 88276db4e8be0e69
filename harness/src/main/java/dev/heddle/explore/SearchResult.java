package dev.heddle.explore;

import dev.heddle.explore.Exploration.Verdict;
import dev.heddle.explore.SearchState.Found;
import dev.heddle.schedule.DecisionLog;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes the result of a search from what its workers have seen: has the failure shrunk and
 * explained, and checks that the program is deterministic. On a thread for loops.
 *
 * @param <T> what the program returns
 */
final class SearchResult<T extends @Nullable Object> {
  private final Plan plan;

  private final Attempt<T> attempt;

  private final SearchState state;

  private final List<SearchWorker<T>> workers;

  private final DeterminismCheck<T> determinism;

  private final SearchProgress progress;

  private final int bound;

  /** Whether the rest has to end soon. */
  private volatile boolean interrupted;

  /** Who shrinks and explains the failure; null before that. */
  private volatile @Nullable FailureAnalyzer analyzer;

  SearchResult(
      Plan plan,
      Attempt<T> attempt,
      SearchState state,
      List<SearchWorker<T>> workers,
      DeterminismCheck<T> determinism,
      SearchProgress progress,
      int bound) {
    this.plan = plan;
    this.attempt = attempt;
    this.state = state;
    this.workers = workers;
    this.determinism = determinism;
    this.progress = progress;
    this.bound = bound;
  }

  /** The searching thread was interrupted when all schedules had run. Any thread. */
  void interrupt() {
    interrupted = true;
    FailureAnalyzer running = analyzer;
    if (running != null) {
      running.interrupt();
    }
  }

  // ---- what is returned ---------------------------------------------------------------------

  /**
   * What the search has found.
   *
   * @throws NondeterminismError if the program is not deterministic
   */
  Exploration<T> conclude() {
    Throwable diverged = state.divergence();
    if (diverged != null) {
      throw new FailureAnalyzer(new DetailedRunner(attempt, plan), plan).notDeterministic(diverged);
    }
    Outcomes<T> outcomes = new Outcomes<>(plan.outcomes());
    workers.forEach(worker -> outcomes.addAll(worker.outcomes()));
    Failure failure = analyze();
    if (state.runs() > 1 && failure == null && !interrupted) {
      determinism.compareFirst();
    }
    String truncated = state.truncated();
    if (truncated == null && state.frontier() != null) {
      truncated = whyNotExhaustive();
    }
    boolean mayEstimate = state.frontier() != null && failure == null && state.runs() > 0;
    Estimate whole =
        truncated == null ? null : mayEstimate ? progress.estimate() : progress.knownEstimate();
    int decisions = workers.stream().mapToInt(SearchWorker::decisions).max().orElse(0);
    int points = workers.stream().mapToInt(SearchWorker::points).max().orElse(0);
    return exploration(truncated, decisions, points, outcomes, failure, whole);
  }

  /** Of a failure whose clean-up does not end, so that running it again would not end either. */
  Exploration<T> ofStuck(Found stuck) {
    Failure failure = FailureAnalyzer.ofStuck(stuck.schedule(), stuck.thrown(), stuck.number());
    return exploration(
        "a clean-up did not end",
        failure.schedule().decisions(),
        0,
        Outcomes.notKept(state.runs()),
        failure,
        null);
  }

  private Exploration<T> exploration(
      @Nullable String truncated,
      int decisions,
      int points,
      Outcomes<T> outcomes,
      @Nullable Failure failure,
      @Nullable Estimate whole) {
    Frontier frontier = state.frontier();
    boolean complete = frontier != null && truncated == null && frontier.isComplete();
    Verdict verdict = verdict(complete);
    Summary summary =
        new Summary(
            state.runs(),
            distinct(),
            decisions,
            points,
            bound,
            state.isAlone(),
            truncated,
            state.outside(),
            whole);
    return new Exploration<>(
        verdict,
        complete,
        state.runs(),
        distinct(),
        state.steps(),
        decisions,
        points,
        Duration.ofNanos(state.elapsed()),
        outcomes.toMap(),
        outcomes.notKept(),
        failure,
        whole,
        summary.text(verdict));
  }

  private Verdict verdict(boolean complete) {
    if (state.found() != null) {
      return Verdict.FAILED;
    }
    if (complete) {
      return Verdict.ALL_PASSED;
    }
    return state.frontier() == null && state.runs() > 0
        ? Verdict.SAMPLE_PASSED
        : Verdict.INCOMPLETE;
  }

  /** Why a search that has run all schedules it knows of was not exhaustive; null if it was. */
  private @Nullable String whyNotExhaustive() {
    if (state.runs() == 0) {
      return "the search has none";
    }
    if (state.cut() > 0) {
      return (state.cut() == 1 ? "1 schedule" : SearchState.count("%,d schedules", state.cut()))
          + " took more than "
          + plan.decisionLimit()
          + " decisions, and went on in the default order";
    }
    String outside = state.outside();
    return outside == null ? null : "its runs " + Summary.NEED_NOT_REPEAT + outside + ")";
  }

  /** How many different schedules were run: exactly for an exhaustive search, about otherwise. */
  long distinct() {
    if (state.frontier() != null) {
      return state.runs();
    }
    HyperLogLog all = new HyperLogLog();
    workers.forEach(worker -> all.addAll(worker.distinct()));
    return Math.min(state.runs(), all.count());
  }

  // ---- the failure --------------------------------------------------------------------------

  private @Nullable Failure analyze() {
    Found first = state.found();
    if (first == null || !plan.stopsAtFailure()) {
      return null;
    }
    new FailureAnalyzer(new DetailedRunner(attempt, plan), plan)
        .check(first.schedule(), first.thrown());
    determinism.compareFirst();
    DetailedRunner runner = new DetailedRunner(attempt, plan, this::compareWithPast);
    FailureAnalyzer shrinks = new FailureAnalyzer(runner, plan);
    analyzer = shrinks;
    if (interrupted) {
      shrinks.interrupt();
    }
    return shrinks.analyze(first.schedule(), first.thrown(), first.number());
  }

  /** Fails if a run came to something else than the same schedule did in the search. */
  private void compareWithPast(RunRecord run, DecisionLog log) {
    for (SearchWorker<T> worker : workers) {
      long before = worker.resultOf(log);
      if (before != ResultCache.UNKNOWN && before != run.result() && run.outside() == null) {
        throw Differences.carriedOver(
            run.schedule(),
            "a schedule "
                + (ResultCache.hasFailed(before) ? "failed" : "passed")
                + " in the search, and when it was run again "
                + (run.thrown() == null
                    ? "it passed, or took other decisions. "
                    : "it failed with [" + run.thrown() + "]. "),
            run.thrown());
      }
    }
  }
}
