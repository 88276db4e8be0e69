package dev.heddle.explore;

import dev.heddle.Loop;
import dev.heddle.LoopBuilder;
import dev.heddle.explore.Exploration.Verdict;
import dev.heddle.internal.core.SneakyThrow;
import dev.heddle.internal.engine.LoopThread;
import dev.heddle.internal.search.PolicyChoice;
import dev.heddle.internal.search.SearchSettings;
import dev.heddle.internal.settings.LoopSettings;
import dev.heddle.internal.settings.Setting;
import dev.heddle.internal.settings.Settings;
import dev.heddle.schedule.Policy;
import dev.heddle.schedule.Schedule;
import dev.heddle.verdict.Problem;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;

/**
 * Runs a program in many schedules, each time afresh on a new loop in virtual time, until one
 * fails:
 *
 * <pre>{@code
 * Explorer.create().schedules(10_000).check(loop -> { ... });   // a sample
 * Explorer.create().exhaustive().check(loop -> { ... });        // all, or INCOMPLETE
 * }</pre>
 *
 * <p>Threads switch only where they suspend, and so schedules are the orders in which they can go
 * on from there. An exhaustive search runs all of those, and says nothing of switches elsewhere.
 *
 * <p>The program has to make all its state anew in each run. The first schedule is run again at the
 * end, and so are some others as the search goes, which do not count; a failing one too, which is
 * then shrunk, and explained.
 *
 * <p>A description; each method returns this. The last call of one holds, and the order of calls of
 * different ones does not matter. {@link #exhaustive}, {@link #maxDeviations} and the policies each
 * say which schedules to run, and so only one of them may be set. Not thread-safe.
 */
@API(status = Status.EXPERIMENTAL)
public final class Explorer {
  private static final int OUTCOMES = 10_000;

  private Settings settings =
      Settings.NONE.with(SearchSettings.TOLERATE, Set.of(Problem.Kind.SLOW_STEP));
  private UnaryOperator<LoopBuilder> loops = UnaryOperator.identity();
  private Predicate<Throwable> failures = thrown -> true;
  private Consumer<Progress> progress = told -> {};
  private long firstProgressNanos = Duration.ofSeconds(10).toNanos();
  private List<Schedule> first = List.of();

  private Explorer() {}

  /** A description with defaults: 1,000 schedules of the portfolio, on one carrier. */
  public static Explorer create() {
    return new Explorer();
  }

  // ---- how much ---------------------------------------------------------------------------

  /**
   * How many schedules to run at most; 1,000 unless set, 1,000,000 for an exhaustive search.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public Explorer schedules(long most) {
    return set(SearchSettings.SCHEDULES, most);
  }

  /**
   * How long to search at most, in real time, looked at before each schedule; without limit unless
   * set.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public Explorer time(Duration most) {
    return set(SearchSettings.TIME, most);
  }

  /**
   * How many steps to take at most over all schedules; without limit unless set.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public Explorer steps(long most) {
    return set(SearchSettings.STEPS, most);
  }

  /**
   * How many steps one run may take before it fails with a {@link
   * dev.heddle.verdict.LivelockError}; 1,000,000 unless set.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public Explorer stepLimit(long most) {
    return set(LoopSettings.STEP_LIMIT, most);
  }

  /**
   * After how many decisions a run goes on in the default order, which is fair, so that programs
   * that spin come to an end under any policy; 10,000 unless set. An exhaustive search that meets
   * this is incomplete.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public Explorer decisionLimit(int most) {
    return set(SearchSettings.DECISION_LIMIT, most);
  }

  /**
   * On how many threads to search; 1 unless set. The program runs on several at once then, each
   * time on a loop of its own.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public Explorer threads(int number) {
    return set(SearchSettings.THREADS, number);
  }

  // ---- which ------------------------------------------------------------------------------

  /** The seed of what is drawn at random; 0 unless set. */
  public Explorer seed(long number) {
    return set(SearchSettings.SEED, number);
  }

  /** The policy to use, by its seed; one for each carrier. */
  public Explorer policies(LongFunction<Policy> bySeed) {
    return set(
        SearchSettings.POLICY, PolicyChoice.bySeed(Objects.requireNonNull(bySeed, "bySeed")));
  }

  /** The policy to use: this very object, and so on one carrier. */
  public Explorer policy(Policy object) {
    return set(
        SearchSettings.POLICY, PolicyChoice.object(Objects.requireNonNull(object, "object")));
  }

  /**
   * The policy to use, by its name in {@link dev.heddle.schedule.Policies#named}.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Explorer policy(String name) {
    settings = SearchSettings.withPolicy(settings, name, "policy");
    return this;
  }

  /**
   * The policy to use, by its class, which has a constructor that takes a {@code long}, the seed,
   * or nothing.
   *
   * @throws IllegalArgumentException if it has neither, or that fails
   */
  public Explorer policy(Class<? extends Policy> type) {
    return set(SearchSettings.POLICY, PolicyChoice.ofClass(type));
  }

  /** Every order in which threads can go on where they suspend, each once. */
  public Explorer exhaustive() {
    return set(SearchSettings.EXHAUSTIVE, true);
  }

  /**
   * Every schedule with at most so many deviations from the default order, each once.
   *
   * @throws IllegalArgumentException if the number is negative
   */
  public Explorer maxDeviations(int deviations) {
    return set(SearchSettings.MAX_DEVIATIONS, deviations);
  }

  /** Schedules to try before all others, as far as the program still fits them. */
  public Explorer first(List<Schedule> known) {
    first = List.copyOf(known);
    return this;
  }

  // ---- how --------------------------------------------------------------------------------

  /** Whether {@link #check} lets an exhaustive search pass that did not end; not unless set. */
  public Explorer acceptIncomplete(boolean accepted) {
    return set(SearchSettings.ACCEPT_INCOMPLETE, accepted);
  }

  /**
   * How many runs shrinking and explaining a failing schedule may take; 20,000 unless set. They end
   * too after as much real time as {@link #time} says, but not less than 2 seconds or more than 60.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public Explorer shrinkRuns(int most) {
    return set(SearchSettings.SHRINK_RUNS, most);
  }

  /** For how long, in real time, a step may stand still; see {@link LoopBuilder#stallTimeout}. */
  public Explorer stallTimeout(Duration realTime) {
    return set(LoopSettings.STALL_TIMEOUT, Objects.requireNonNull(realTime, "realTime"));
  }

  /** What is particular about the loops, such as {@code loop -> loop.earlyTimeouts(true)}. */
  public Explorer loops(UnaryOperator<LoopBuilder> description) {
    loops = Objects.requireNonNull(description, "description");
    return this;
  }

  /** Problems that are no failure; they add up. */
  public Explorer tolerate(Problem.Kind... kinds) {
    Set<Problem.Kind> all = EnumSet.copyOf(settings.get(SearchSettings.TOLERATE));
    all.addAll(List.of(kinds));
    return set(SearchSettings.TOLERATE, all);
  }

  /** Which of what a program throws is a failure; all unless set. The others are no outcomes. */
  public Explorer failures(Predicate<Throwable> isFailure) {
    failures = Objects.requireNonNull(isFailure, "isFailure");
    return this;
  }

  /** Who is told, on a thread of the search, how far it is. */
  public Explorer progress(Consumer<Progress> listener) {
    progress = Objects.requireNonNull(listener, "listener");
    return this;
  }

  /** What these settings say of the search and of its loops holds, whatever was said before. */
  Explorer settings(Settings more) {
    settings = more.over(settings);
    return this;
  }

  private <T> Explorer set(Setting<T> setting, T value) {
    settings = settings.with(setting, value);
    return this;
  }

  /** For tests, which do not want to wait for it. */
  Explorer firstProgress(Duration realTime) {
    firstProgressNanos = realTime.toNanos();
    return this;
  }

  // ---- go ---------------------------------------------------------------------------------

  /**
   * Explores, and fails if the program does, by its own exception, which has a {@link
   * ScheduleReport} among its suppressed ones.
   *
   * @throws IncompleteError if an exhaustive search did not end
   * @throws NondeterminismError if the program is not deterministic
   */
  public <T extends @Nullable Object> Exploration<T> check(Loop.Body<? extends T> program) {
    return throwIfFailed(explore(program), Explorer::replayLine);
  }

  /**
   * Explores until a failure, and tells what was found.
   *
   * @throws NondeterminismError if the program is not deterministic
   */
  public <T extends @Nullable Object> Exploration<T> explore(Loop.Body<? extends T> program) {
    return exploreAttempts(attempt(program));
  }

  /** As {@link #explore}, of a program that builds its loop itself. */
  public <T extends @Nullable Object> Exploration<T> exploreAttempts(Attempt<T> attempt) {
    return new Search<>(plan(true), attempt).run();
  }

  /**
   * Finds all outcomes that the program has: it does not end at a failure, which is an outcome too.
   */
  public <T extends @Nullable Object> Exploration<T> outcomes(Loop.Body<? extends T> program) {
    return outcomes(OUTCOMES, program);
  }

  private <T extends @Nullable Object> Exploration<T> outcomes(
      int kept, Loop.Body<? extends T> program) {
    return new Search<T>(plan(false, kept), attempt(program)).run();
  }

  /**
   * Fails unless the program returns exactly these values over all schedules, and never fails. The
   * search is exhaustive unless it was described otherwise.
   *
   * @throws OutcomesError with the difference, and a schedule for each value that was not expected
   * @throws IncompleteError if the search did not end
   */
  public <T> Exploration<T> checkOutcomes(
      Set<? extends T> expected, Loop.Body<? extends T> program) {
    if (!SearchSettings.wantsAll(settings) && !settings.isSet(SearchSettings.POLICY)) {
      exhaustive();
    }
    Exploration<T> all = outcomes(Math.max(OUTCOMES, expected.size() + 1), program);
    StatedOutcomes.check(all, expected);
    if (!all.complete() && !settings.get(SearchSettings.ACCEPT_INCOMPLETE)) {
      throw new IncompleteError(all.summary());
    }
    return all;
  }

  /**
   * Looks closely at a program that has failed under a policy, on the calling thread: runs it
   * again, shrinks its schedule and explains it.
   *
   * @param thrown how it failed
   * @throws NondeterminismError if it does not fail so again
   */
  Failure explain(Policy object, Throwable thrown, Attempt<?> attempt) {
    Plan plan = plan(true);
    FailureAnalyzer analyzer = new FailureAnalyzer(new DetailedRunner(attempt, plan), plan);
    return analyzer.explain(object, thrown);
  }

  /**
   * Runs a program once, under a policy that replays a schedule, and shows how it fails as the
   * search did that found the schedule.
   *
   * @return the failure, a {@link dev.heddle.verdict.DivergedError} if the schedule does not fit;
   *     null if the program passes
   */
  @Nullable Failure replay(Policy replay, Attempt<?> attempt) {
    Plan plan = plan(true);
    return LoopThread.call(
        plan.stallTimeout(), () -> {}, () -> new ReplayRunner(attempt, plan, replay).run());
  }

  /** Throws what was found; otherwise returns it. */
  <T extends @Nullable Object> Exploration<T> throwIfFailed(
      Exploration<T> exploration, java.util.function.Function<Schedule, String> replayLine) {
    Failure failure = exploration.failure();
    if (failure != null) {
      new ScheduleReport(failure.report() + replayLine.apply(failure.schedule()))
          .attachTo(failure.thrown());
      throw SneakyThrow.rethrow(failure.thrown());
    }
    if (exploration.verdict() == Verdict.INCOMPLETE
        && !settings.get(SearchSettings.ACCEPT_INCOMPLETE)) {
      throw new IncompleteError(
          exploration.summary()
              + " Give it more schedules or time, bound the deviations (maxDeviations), or accept it"
              + " (acceptIncomplete).");
    }
    return exploration;
  }

  private static String replayLine(Schedule schedule) {
    return "replay: Loop.builder().policy(Policies.replay(Schedule.parse(\""
        + schedule
        + "\"))).run(...)";
  }

  private <T extends @Nullable Object> Attempt<T> attempt(Loop.Body<? extends T> program) {
    return new CheckedProgram<>(program, settings.get(SearchSettings.TOLERATE));
  }

  private Plan plan(boolean stopsAtFailure) {
    return plan(stopsAtFailure, OUTCOMES);
  }

  private Plan plan(boolean stopsAtFailure, int outcomesKept) {
    return Plan.of(
        settings,
        stopsAtFailure,
        outcomesKept,
        loops,
        failures,
        progress,
        firstProgressNanos,
        first);
  }
}
