package dev.heddle.explore;

import dev.heddle.DivergedError;
import dev.heddle.LoopThread;
import dev.heddle.Sneaky;
import dev.heddle.explore.Exploration.Verdict;
import dev.heddle.schedule.DecisionLog;
import dev.heddle.schedule.Policies;
import dev.heddle.schedule.Policy;
import dev.heddle.schedule.Schedule;
import dev.heddle.schedule.Systematic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
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

  private static final String NEED_NOT_REPEAT =
      "need not repeat, as they depended on what is outside of the loop (first: ";

  /** The number of a schedule that is known to have failed before. */
  private static final long KNOWN = -1;

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

  /** The failure with the least number. */
  private @Nullable Found found;

  private final List<Worker> workers = new ArrayList<>();

  private record Found(long number, Schedule schedule, Throwable thrown) {}

  Search(Plan plan, Attempt<T> attempt) {
    this.plan = plan;
    this.attempt = attempt;
    Policy policy = plan.policy().get();
    if (policy instanceof Systematic all) {
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
    for (int i = 0; i < plan.carriers(); i++) {
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
                      synchronized (broken) {
                        broken.add(e);
                      }
                      stop();
                    }
                  }));
    }
    try {
      onCarrier(workers.get(0));
    } catch (Throwable e) {
      stop();
      throw e;
    } finally {
      join(helpers);
    }
    if (!broken.isEmpty()) {
      throw Sneaky.rethrow(broken.get(0));
    }
    return LoopThread.call(plan.patience(), () -> {}, this::conclude);
  }

  private void join(List<Thread> helpers) {
    for (Thread helper : helpers) {
      try {
        helper.join();
      } catch (InterruptedException e) {
        truncate("it was interrupted");
        Thread.currentThread().interrupt();
      }
    }
  }

  private void onCarrier(Worker worker) {
    LoopThread.call(
        plan.patience(),
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
    private final DecisionLog log = new DecisionLog();

    private final Guard guard = new Guard(log, plan.decisionLimit());

    private final Outcomes<T> outcomes = new Outcomes<>();

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
        attempt(KNOWN, Policies.replayWhatFits(known.next(), told -> {}));
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
        if (!policy.begin(number)) {
          return;
        }
        attempt(number, policy);
        policy.end();
      }
    }

    private void exhaust(Frontier frontier) throws InterruptedException {
      for (Systematic part = frontier.take(); part != null; part = frontier.take()) {
        while (!stopped && part.begin(0)) {
          if (numbers.get() >= plan.schedules()) {
            truncate(count("it has run its %,d schedules", plan.schedules()));
          }
          if (!mayBegin()) {
            return;
          }
          attempt(numbers.getAndIncrement(), part);
          if (frontier.isWanted()) {
            Systematic half = part.split();
            if (half != null) {
              frontier.give(half);
            }
          }
        }
        frontier.done();
      }
    }

    private boolean mayBegin() {
      if (stopped) {
        return false;
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

    private void attempt(long number, Policy policy) {
      log.clear();
      guard.ask(policy);
      long before = guard.steps();
      Outcome<T> outcome = null;
      Throwable failure = null;
      try {
        outcome = Outcome.of(attempt.run(plan.loop(guard, log).traceLimit(0)));
      } catch (Throwable e) {
        if (plan.failures().test(e)) {
          outcome = Outcome.failed(e);
          failure = e;
        }
      }
      if (number != KNOWN || frontier == null) {
        run.incrementAndGet();
      }
      steps.addAndGet(guard.steps() - before);
      if (log.outside() != null && outside == null) {
        outside = log.outside();
      }
      if (guard.wasCut()) {
        cut.incrementAndGet();
      }
      if (frontier == null) {
        distinct.add(log);
      }
      if (outcome != null) {
        outcomes.add(outcome, log);
      }
      if (failure != null) {
        found(number, log.schedule(), failure);
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
    double schedules = all == null ? most : Math.min(most, all.schedules());
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
    Outcomes<T> outcomes = new Outcomes<>();
    workers.forEach(worker -> outcomes.addAll(worker.outcomes));
    Failure failure = investigate();
    boolean wantsAll = frontier != null;
    if (wantsAll && cut.get() > 0 && truncated == null) {
      truncated =
          cut.get()
              + " schedules took more than "
              + plan.decisionLimit()
              + " decisions, and went"
              + " on in the documented order";
    }
    if (wantsAll && outcomes.isOverflown() && truncated == null) {
      truncated = "there are more than " + Outcomes.KEPT + " different outcomes";
    }
    if (wantsAll && outside != null && truncated == null) {
      truncated = "its runs " + NEED_NOT_REPEAT + outside + ")";
    }
    boolean complete = frontier != null && truncated == null && frontier.isComplete();
    Verdict verdict = verdict(complete);
    boolean mayEstimate = wantsAll && failure == null;
    Estimate whole = truncated == null ? null : mayEstimate ? estimate() : estimate;
    return new Exploration<>(
        verdict,
        complete,
        run.get(),
        distinctSchedules(),
        steps.get(),
        Duration.ofNanos(LoopThread.realNanoTime() - start),
        outcomes.toMap(),
        failure,
        whole,
        summary(verdict, whole));
  }

  private Verdict verdict(boolean complete) {
    if (found != null) {
      return Verdict.FAILED;
    }
    if (complete) {
      return Verdict.ALL_PASSED;
    }
    return frontier == null ? Verdict.SAMPLE_PASSED : Verdict.INCOMPLETE;
  }

  private @Nullable Failure investigate() {
    Found first = found;
    if (first == null || !(plan.stopsAtFailure() || first.thrown() instanceof DivergedError)) {
      return null;
    }
    Investigator investigator = new Investigator(attempt, plan);
    if (first.thrown() instanceof DivergedError) {
      throw investigator.notDeterministic(first.thrown());
    }
    investigator.check(first.schedule(), first.thrown());
    return investigator.investigate(first.schedule(), first.thrown(), first.number());
  }

  private String summary(Verdict verdict, @Nullable Estimate whole) {
    String within =
        bound == Integer.MAX_VALUE
            ? ""
            : " with at most " + bound + (bound == 1 ? " deviation" : " deviations");
    String schedules = String.format(Locale.ROOT, "%,d schedules", run.get());
    String more = whole == null ? "" : " There are " + whole + ".";
    return switch (verdict) {
      case ALL_PASSED -> "All " + schedules + within + " passed.";
      case SAMPLE_PASSED ->
          String.format(
                  Locale.ROOT,
                  "%s passed, about %,d of them distinct%s. This is a sample, not a proof.",
                  schedules,
                  distinctSchedules(),
                  truncated == null ? "" : "; " + truncated)
              + (outside == null ? "" : " Its runs " + NEED_NOT_REPEAT + outside + ").");
      case INCOMPLETE ->
          "INCOMPLETE: "
              + schedules
              + within
              + (outside == null
                  ? " passed, but the search ended before it had run all, because "
                  : " passed, but that may not be all there are, because ")
              + truncated
              + "."
              + more;
      case FAILED ->
          schedules
              + within
              + " were run, with failures"
              + (truncated == null ? "." : "; INCOMPLETE, because " + truncated + "." + more);
    };
  }
}
