package dev.heddle.explore;

import dev.heddle.explore.SearchState.Found;
import dev.heddle.internal.core.SneakyThrow;
import dev.heddle.internal.engine.LoopThread;
import dev.heddle.internal.engine.PointsOfJvm;
import dev.heddle.schedule.PointLevel;
import dev.heddle.schedule.Policy;
import dev.heddle.schedule.SearchStrategy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Carries out a {@link Plan} on as many threads as it says.
 *
 * @param <T> what the program returns
 */
final class Search<T extends @Nullable Object> {
  private final Plan plan;

  private final SearchState state;

  private final CleanStatics<T> attempt;

  /** The policy of the first worker of a search that samples; null if this one is exhaustive. */
  private final @Nullable Policy firstPolicy;

  /** The first of them runs on the calling thread, tells the progress, and tries what is known. */
  private final List<SearchWorker<T>> workers = new ArrayList<>();

  private final SearchProgress progress;

  private final SearchResult<T> result;

  Search(Plan plan, Attempt<T> program) {
    this.plan = plan;
    attempt = new CleanStatics<>(plan, program);
    Policy policy = plan.policy().get();
    SearchStrategy all = policy instanceof SearchStrategy strategy ? strategy : null;
    firstPolicy = all == null ? policy : null;
    state = new SearchState(plan, all);
    DeterminismCheck<T> determinism = new DeterminismCheck<>(plan, attempt);
    for (int i = 0; i < plan.threads(); i++) {
      workers.add(new SearchWorker<>(plan, attempt, state, determinism));
    }
    int bound = all == null ? Integer.MAX_VALUE : all.bound();
    progress = new SearchProgress(plan, attempt, state, bound, this::distinct);
    result = new SearchResult<>(plan, attempt, state, workers, determinism, progress, bound);
  }

  private long distinct() {
    return result.distinct();
  }

  Exploration<T> run() {
    return attempt.during(
        () ->
            plan.points().level() == PointLevel.NONE
                ? search()
                : PointsOfJvm.during(this::searchWithPoints));
  }

  private Exploration<T> searchWithPoints() {
    Exploration<T> found = search();
    if (plan.checksCanary() && found.verdict() != Exploration.Verdict.FAILED) {
      CanaryCheck.require();
    }
    return found;
  }

  private Exploration<T> search() {
    List<Thread> helpers = new ArrayList<>();
    List<Throwable> broken = new ArrayList<>();
    for (SearchWorker<T> worker : workers.subList(1, workers.size())) {
      helpers.add(
          Thread.ofPlatform().daemon().name("heddle-search").start(() -> help(worker, broken)));
    }
    try {
      work(workers.get(0));
    } catch (Throwable e) {
      state.stop();
      if (!workers.get(0).failedAndIsStuck(e)) {
        throw e;
      }
    } finally {
      join(helpers);
    }
    if (!broken.isEmpty()) {
      throw SneakyThrow.rethrow(broken.get(0));
    }
    Found found = state.found();
    if (state.isStuck() && found != null) {
      return result.ofStuck(found);
    }
    return LoopThread.call(plan.stallTimeout(), result::interrupt, result::conclude);
  }

  private void help(SearchWorker<T> worker, List<Throwable> broken) {
    try {
      work(worker);
    } catch (Throwable e) {
      state.stop();
      if (!worker.failedAndIsStuck(e)) {
        synchronized (broken) {
          broken.add(e);
        }
      }
    }
  }

  private void work(SearchWorker<T> worker) {
    boolean leads = worker == workers.get(0);
    LoopThread.call(
        plan.stallTimeout(),
        () -> state.truncate("it was interrupted"),
        () -> {
          if (leads) {
            worker.tryKnown();
          }
          Runnable before = leads ? progress::tellIfDue : () -> {};
          if (state.frontier() == null) {
            worker.sample(leads && firstPolicy != null ? firstPolicy : plan.policy().get(), before);
          } else {
            worker.exhaust(before);
          }
          return null;
        });
  }

  private void join(List<Thread> helpers) {
    boolean wasInterrupted = Thread.interrupted();
    for (Thread helper : helpers) {
      while (helper.isAlive()) {
        try {
          helper.join();
        } catch (InterruptedException e) {
          wasInterrupted = true;
          state.truncate("it was interrupted");
        }
      }
    }
    if (wasInterrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
