package dev.heddle.explore;

import dev.heddle.explore.Exploration.Verdict;
import dev.heddle.internal.core.Sneaky;
import dev.heddle.internal.engine.LoopThread;
import dev.heddle.schedule.DecisionLog;
import dev.heddle.schedule.DivergedException;
import dev.heddle.schedule.LenientReplay;
import dev.heddle.schedule.Policy;
import dev.heddle.schedule.Schedule;
import dev.heddle.schedule.SearchStrategy;
import dev.heddle.verdict.BlockedError;
import dev.heddle.verdict.DivergedError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Carries out a {@link Plan}: every carrier takes the next number, asks its policy for that
 * schedule, and runs it.
 *
 * @param <T> what the program returns
 */
final class Search<T extends @Nullable Object> {
  /** Of less than this share nothing is foretold. */
  private static final double LEAST_PART = 1e-6;

  /** The number of a schedule that is known to have failed before. */
  private static final long KNOWN = -1;

  private static final long NOTHING = -2;

  private final Plan plan;

  private final Attempt<T> attempt;

  private final long start = LoopThread.realNanoTime();

  private final AtomicLong numbers = new AtomicLong();

  private final AtomicLong steps = new AtomicLong();

  private final AtomicLong run = new AtomicLong();

  private final AtomicLong cut = new AtomicLong();

  /** For an exhaustive search; null if this one samples. */
  private final @Nullable Frontier frontier;

  private final int bound;

  private final @Nullable Policy firstPolicy;

  /** How many schedules there may be; null until somebody wants to know. */
  private @Nullable Estimate estimate;

  /** Nobody begins another schedule. */
  private volatile boolean stopped;

  /** What a run has waited for outside of its loop; null if none has. */
  private volatile @Nullable String outside;

  /** Why it has ended before its time; null if it has not. */
  private volatile @Nullable String truncated;

  /** Somebody has begun the first schedule, which is run whatever the budget. */
  private final AtomicBoolean begun = new AtomicBoolean();

  /** The program has nothing to choose from, so all its schedules are one. */
  private volatile boolean alone;

  /** The program did not repeat the decisions that it was to repeat. */
  private volatile @Nullable Throwable diverged;

  /** The clean-up of a schedule that failed does not end. */
  private volatile boolean stuck;

  /** What is left is to be done soon. */
  private volatile boolean interrupted;

  /** Who shrinks and explains the failure; null before that. */
  private volatile @Nullable Investigator investigator;

  /** The failure with the least number. */
  private @Nullable Found found;

  private final Reruns<T> reruns;

  private final List<Worker> workers = new ArrayList<>();

  private record Found(long number, Schedule schedule, Throwable thrown) {}

  Search(Plan plan, Attempt<T> attempt) {
    this.plan = plan;
    this.attempt = attempt;
    reruns = new Reruns<>(plan, attempt);
    Policy policy = plan.policy().get();
    if (policy instanceof SearchStrategy all) {
      frontier = new Frontier(all);
      bound = all.bound();
      firstPolicy = null;
    } else {
      frontier = null;
      bound = Integer.MAX_VALUE;
      firstPolicy = policy;
    }
  }

  // ---- the whole --------------------------------------------------------------------------

  Exploration<T> run() {
    for (int i = 0; i < plan.threads(); i++) {
      workers.add(new Worker(i));
    }
    List<Thread> helpers = new ArrayList<>();
    List<Throwable> broken = new ArrayList<>();
    for (Worker worker : workers.subList(1, workers.size())) {
      helpers.add(
          Thread.ofPlatform()
              .daemon()
              .name("heddle-search")
              .start(
                  () -> {
                    try {
                      onCarrier(worker);
                    } catch (Throwable e) {
                      stop();
                      if (!worker.failedAndIsStuck(e)) {
                        synchronized (broken) {
                          broken.add(e);
                        }
                      }
                    }
                  }));
    }
    try {
      onCarrier(workers.get(0));
    } catch (Throwable e) {
      stop();
      if (!workers.get(0).failedAndIsStuck(e)) {
        throw e;
      }
    } finally {
      join(helpers);
    }
    if (!broken.isEmpty()) {
      throw Sneaky.rethrow(broken.get(0));
    }
    Found first = found;
    if (stuck && first != null) {
      return ofStuck(first);
    }
    return LoopThread.call(plan.stallTimeout(), this::interrupt, this::conclude);
  }

  /** Of a failure whose clean-up does not end, so that running it again would not end either. */
  private Exploration<T> ofStuck(Found stuckFailure) {
    Failure failure =
        Investigator.ofStuck(stuckFailure.schedule(), stuckFailure.thrown(), stuckFailure.number());
    return new Exploration<>(
        Verdict.FAILED,
        false,
        run.get(),
        distinctSchedules(),
        steps.get(),
        failure.schedule().decisions(),
        Duration.ofNanos(LoopThread.realNanoTime() - start),
        Map.of(),
        run.get(),
        failure,
        null,
        new Summary(run.get(), run.get(), 0, bound, false, "a clean-up did not end", null, null)
            .text(Verdict.FAILED));
  }

  /** The searching thread was interrupted when all schedules had run. */
  private void interrupt() {
    interrupted = true;
    Investigator running = investigator;
    if (running != null) {
      running.interrupt();
    }
  }

  private void join(List<Thread> helpers) {
    boolean wasInterrupted = Thread.interrupted();
    for (Thread helper : helpers) {
      while (helper.isAlive()) {
        try {
          helper.join();
        } catch (InterruptedException e) {
          wasInterrupted = true;
          truncate("it was interrupted");
        }
      }
    }
    if (wasInterrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void onCarrier(Worker worker) {
    LoopThread.call(
        plan.stallTimeout(),
        () -> truncate("it was interrupted"),
        () -> {
          worker.work();
          return null;
        });
  }

  private void truncate(String why) {
    if (truncated == null) {
      truncated = why;
    }
    stop();
  }

  private static String count(String words, long number) {
    return String.format(Locale.ROOT, words, number);
  }

  private void stop() {
    stopped = true;
    if (frontier != null) {
      frontier.stop();
    }
  }

  private synchronized void found(long number, Schedule schedule, Throwable thrown) {
    if (found == null || number < found.number()) {
      found = new Found(number, schedule, thrown);
    }
    if (plan.stopsAtFailure()) {
      stop();
    }
  }

  // ---- one carrier ------------------------------------------------------------------------

  private final class Worker {
    private final Runs<T> runs = Runs.plain(plan, attempt);

    /** For what is run again. */
    private final Runs<T> second = Runs.plain(plan, attempt);

    private final Remembered remembered = new Remembered();

    private final Outcomes<T> outcomes = new Outcomes<>(plan.outcomes());

    /** The most that a run has decided. */
    private int decisions;

    /** The number of the schedule that runs; {@link #NOTHING} if none does. */
    private volatile long running = NOTHING;

    private final Distinct distinct = new Distinct();

    /** It tells the progress, and tries what is known to have failed. */
    private final boolean leads;

    private long progressAt = plan.firstProgressNanos();

    Worker(int index) {
      leads = index == 0;
    }

    void work() throws InterruptedException {
      Iterator<Schedule> known = plan.first().iterator();
      while (leads && known.hasNext() && !stopped) {
        attempt(KNOWN, LenientReplay.byOption(known.next().deviations()));
      }
      if (frontier == null) {
        sample();
      } else {
        exhaust(frontier);
      }
    }

    private void sample() {
      Policy policy = firstPolicy != null && leads ? firstPolicy : plan.policy().get();
      while (mayBegin()) {
        long number = numbers.getAndIncrement();
        if (number >= plan.schedules()) {
          return;
        }
        policy.begin(number);
        attempt(number, policy);
        policy.end();
      }
    }

    private void exhaust(Frontier frontier) throws InterruptedException {
      for (SearchStrategy part = frontier.take(); part != null; part = frontier.take()) {
        while (!stopped && part.next()) {
          if (numbers.get() >= plan.schedules()) {
            truncate(count("it has run its %,d schedules", plan.schedules()));
          }
          if (!mayBegin()) {
            return;
          }
          attempt(numbers.getAndIncrement(), part);
          checkRepeated(part);
          if (frontier.isWanted()) {
            SearchStrategy half = part.split();
            if (half != null) {
              frontier.give(half);
            }
          }
        }
        frontier.done();
      }
    }

    private boolean mayBegin() {
      if (stopped || begun.compareAndSet(false, true)) {
        return !stopped;
      }
      long elapsed = LoopThread.realNanoTime() - start;
      if (elapsed > plan.nanos()) {
        truncate("its time is over");
      } else if (steps.get() >= plan.steps()) {
        truncate(count("it has taken its %,d steps", plan.steps()));
      }
      if (leads && elapsed > progressAt) {
        progressAt *= 2;
        plan.progress().accept(progress(elapsed));
      }
      return !stopped;
    }

    /** Whether this is the verdict of the running schedule, whose clean-up does not end. */
    boolean failedAndIsStuck(Throwable thrown) {
      long number = running;
      boolean fails =
          number != NOTHING
              && !(thrown instanceof BlockedError)
              && Arrays.stream(thrown.getSuppressed()).anyMatch(BlockedError.class::isInstance)
              && plan.failures().test(thrown);
      if (fails) {
        run.incrementAndGet();
        found(number, runs.log().schedule(), thrown);
        stuck = true;
      }
      return fails;
    }

    private void attempt(long number, Policy policy) {
      running = number;
      long before = runs.steps();
      if (number == 0) {
        runs.runTraced(policy);
      } else {
        runs.run(policy);
      }
      running = NOTHING;
      if (number != KNOWN || frontier == null) {
        run.incrementAndGet();
      }
      steps.addAndGet(runs.steps() - before);
      note(number);
      if (stopped || number == KNOWN) {
        return;
      }
      if (number == 0) {
        alone = reruns.first(runs);
      }
      if (!alone) {
        reruns.sample(number, runs, second);
      }
      if (alone && frontier == null) {
        stop();
      }
    }

    /** Keeps what is to be known of the run. */
    private void note(long number) {
      DecisionLog log = runs.log();
      if (log.outside() != null && outside == null) {
        outside = log.outside();
      }
      if (runs.wasCut()) {
        cut.incrementAndGet();
      }
      if (frontier == null) {
        distinct.add(log.hash());
      }
      decisions = Math.max(decisions, log.count());
      Outcome<T> outcome = runs.outcome();
      if (outcome != null) {
        outcomes.add(outcome, log);
      }
      if (runs.failure() != null) {
        failed(number, runs.failure());
      }
      if (runs.hasToRepeat() && diverged == null) {
        remember();
      }
    }

    private void failed(long number, Throwable failure) {
      if (failure instanceof DivergedError) {
        diverged = failure;
        stop();
      } else {
        found(number, runs.log().schedule(), failure);
      }
    }

    private void remember() {
      long result = runs.result();
      long before = remembered.keep(runs.log(), result);
      if (before != result) {
        throw Differences.notRepeated(
            runs.log().schedule(),
            Remembered.hasFailed(before) ? "failed" : "passed",
            "in a later run it " + Differences.cameTo(runs.outcome(), runs.failure()),
            runs.failure(),
            new Trials(attempt, plan));
      }
    }

    /** What the policy was to repeat was repeated. */
    private void checkRepeated(SearchStrategy part) {
      if (outside == null && diverged == null) {
        try {
          part.end();
        } catch (DivergedException e) {
          diverged = e;
          stop();
        }
      }
    }
  }

  private Progress progress(long elapsed) {
    Estimate whole = frontier == null ? null : estimate();
    return new Progress(
        run.get(), distinctSchedules(), Duration.ofNanos(elapsed), whole, left(elapsed, whole));
  }

  private Estimate estimate() {
    Estimate known = estimate;
    if (known == null) {
      known = Estimate.of(new Trials(attempt, plan), bound);
      estimate = known;
    }
    return known;
  }

  private @Nullable Duration left(long elapsed, @Nullable Estimate all) {
    double most = (double) plan.schedules();
    double schedules =
        all == null ? most : Math.min(most, Math.max((double) run.get(), all.schedules()));
    double bySchedules = run.get() / schedules;
    double byTime = (double) elapsed / plan.nanos();
    double bySteps = (double) steps.get() / plan.steps();
    double part = Math.max(bySchedules, Math.max(byTime, bySteps));
    double left = elapsed / part - elapsed;
    return part < LEAST_PART || part > 1 ? null : Duration.ofNanos((long) left);
  }

  private long distinctSchedules() {
    if (frontier != null) {
      return run.get();
    }
    Distinct all = new Distinct();
    workers.forEach(worker -> all.addAll(worker.distinct));
    return Math.min(run.get(), all.count());
  }

  // ---- what comes of it -------------------------------------------------------------------

  private Exploration<T> conclude() {
    Throwable notRepeated = diverged;
    if (notRepeated != null) {
      throw new Investigator(new Trials(attempt, plan), plan).notDeterministic(notRepeated);
    }
    Outcomes<T> outcomes = new Outcomes<>(plan.outcomes());
    workers.forEach(worker -> outcomes.addAll(worker.outcomes));
    Failure failure = investigate();
    if (run.get() > 1 && failure == null && !interrupted) {
      reruns.compareFirst();
    }
    if (truncated == null) {
      truncated = frontier == null ? null : incompleteAsItsRuns();
    }
    if (run.get() == 0 && truncated == null) {
      truncated = "the search has none";
    }
    boolean complete = frontier != null && truncated == null && frontier.isComplete();
    Verdict verdict = verdict(complete);
    boolean mayEstimate = frontier != null && failure == null && run.get() > 0;
    Estimate whole = truncated == null ? null : mayEstimate ? estimate() : estimate;
    int decisions = workers.stream().mapToInt(worker -> worker.decisions).max().orElse(0);
    return new Exploration<>(
        verdict,
        complete,
        run.get(),
        distinctSchedules(),
        steps.get(),
        decisions,
        Duration.ofNanos(LoopThread.realNanoTime() - start),
        outcomes.toMap(),
        outcomes.notKept(),
        failure,
        whole,
        new Summary(
                run.get(), distinctSchedules(), decisions, bound, alone, truncated, outside, whole)
            .text(verdict));
  }

  /** Why a search that has run all schedules it knows of was not exhaustive; null if it was. */
  private @Nullable String incompleteAsItsRuns() {
    if (cut.get() > 0) {
      return (cut.get() == 1 ? "1 schedule" : count("%,d schedules", cut.get()))
          + " took more than "
          + plan.decisionLimit()
          + " decisions, and went on in the default order";
    }
    return outside == null ? null : "its runs " + Summary.NEED_NOT_REPEAT + outside + ")";
  }

  private Verdict verdict(boolean complete) {
    if (found != null) {
      return Verdict.FAILED;
    }
    if (complete) {
      return Verdict.ALL_PASSED;
    }
    return frontier == null && run.get() > 0 ? Verdict.SAMPLE_PASSED : Verdict.INCOMPLETE;
  }

  private @Nullable Failure investigate() {
    Found first = found;
    if (first == null || !plan.stopsAtFailure()) {
      return null;
    }
    new Investigator(new Trials(attempt, plan), plan).check(first.schedule(), first.thrown());
    reruns.compareFirst();
    Trials trials = new Trials(attempt, plan, this::compareWithPast);
    Investigator shrinks = new Investigator(trials, plan);
    investigator = shrinks;
    if (interrupted) {
      shrinks.interrupt();
    }
    return shrinks.investigate(first.schedule(), first.thrown(), first.number());
  }

  /** Fails if a run came to something else than the same schedule did in the search. */
  private void compareWithPast(RunRecord trial, DecisionLog log) {
    for (Worker worker : workers) {
      long before = worker.remembered.of(log);
      if (before != Remembered.UNKNOWN && before != trial.result() && trial.outside() == null) {
        throw Differences.carriedOver(
            trial.schedule(),
            "a schedule "
                + (Remembered.hasFailed(before) ? "failed" : "passed")
                + " in the search, and when it was run again "
                + (trial.thrown() == null
                    ? "it passed, or took other decisions. "
                    : "it failed with [" + trial.thrown() + "]. "),
            trial.thrown());
      }
    }
  }
}
