package dev.heddle.explore;

import dev.heddle.Loop;
import dev.heddle.LoopBuilder;
import dev.heddle.internal.search.PolicyChoice;
import dev.heddle.internal.search.SearchSettings;
import dev.heddle.internal.settings.LoopSettings;
import dev.heddle.internal.settings.Setting;
import dev.heddle.internal.settings.Settings;
import dev.heddle.schedule.PointLevel;
import dev.heddle.schedule.Policy;
import dev.heddle.schedule.Schedule;
import dev.heddle.verdict.Problem;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
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
 * <p>Threads switch where they suspend, and at scheduling points ({@link #points}): before they
 * touch what other threads see. An exhaustive search runs every order that this allows.
 *
 * <p>The program has to make its state anew in each run, but for {@linkplain #freshStatics static
 * state}. To check that, the search runs its first schedule again at its end, and some others
 * meanwhile; such reruns do not count. A schedule that fails is run again too, and is then shrunk
 * and explained.
 *
 * <p>This is a builder: each setter returns it. If one is called twice, the last call counts;
 * otherwise, the order of calls does not matter. {@link #exhaustive}, {@link #maxDeviations} and
 * the policies each say which schedules to run, so only one of them may be set. Not thread-safe.
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
  private boolean checksCanary = true;

  private Explorer() {}

  /** An explorer with the defaults: 1,000 schedules of the portfolio, on one thread. */
  public static Explorer create() {
    return new Explorer();
  }

  // ---- how much ---------------------------------------------------------------------------

  /**
   * How many schedules to run at most. Unless set: 1,000,000 for {@link #exhaustive} and {@link
   * #maxDeviations}; for other searches without limit if {@link #time} or {@link #steps} is set,
   * and 1,000 if not.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public Explorer schedules(long most) {
    return set(SearchSettings.SCHEDULES, most);
  }

  /**
   * How long to search at most, in real time, checked before each schedule; without limit unless
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
   * time on a loop of its own, and no static state is put back.
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

  /** Makes the policy to use from the seed: one for each thread of the search. */
  public Explorer policies(LongFunction<Policy> bySeed) {
    return set(
        SearchSettings.POLICY, PolicyChoice.bySeed(Objects.requireNonNull(bySeed, "bySeed")));
  }

  /** The policy to use: this very object, so that the search has to run on one thread. */
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
   * The policy to use, by its class, which has a constructor that takes the seed as a {@code long},
   * or no arguments.
   *
   * @throws IllegalArgumentException if it has no such constructor, or the constructor fails
   */
  public Explorer policy(Class<? extends Policy> type) {
    return set(SearchSettings.POLICY, PolicyChoice.ofClass(type));
  }

  /** Every order in which threads can go on, at points and where they suspend, each once. */
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

  /**
   * Which accesses of running code are scheduling points, where another thread may go first; {@link
   * PointLevel#VOLATILE} unless set.
   */
  public Explorer points(PointLevel level) {
    return set(LoopSettings.POINTS, Objects.requireNonNull(level, "level"));
  }

  /** Code that has points though it is not under test; see {@link LoopBuilder#include}. */
  public Explorer include(String... names) {
    return set(LoopSettings.INCLUDED, List.of(names));
  }

  /** Code under test that has no scheduling points, by the names of classes and packages. */
  public Explorer exclude(String... names) {
    return set(LoopSettings.EXCLUDED, List.of(names));
  }

  /** Schedules to try before all others, as far as they still fit the program. */
  public Explorer first(List<Schedule> known) {
    first = List.copyOf(known);
    return this;
  }

  // ---- how --------------------------------------------------------------------------------

  /**
   * Whether {@link #check} passes if an exhaustive search found no failure before it had to end
   * early; false unless set.
   */
  public Explorer acceptIncomplete(boolean accepted) {
    return set(SearchSettings.ACCEPT_INCOMPLETE, accepted);
  }

  /**
   * How many runs shrinking and explaining a failing schedule may take; 20,000 unless set. They
   * also end after as much real time as {@link #time} allows, but not before 2 seconds and not
   * after 60.
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

  /** Sets up each loop, as in {@code loop -> loop.earlyTimeouts(true)}. */
  public Explorer loops(UnaryOperator<LoopBuilder> description) {
    loops = Objects.requireNonNull(description, "description");
    return this;
  }

  /** Whether static state of code under test is put back before each schedule; true unless set. */
  public Explorer freshStatics(boolean fresh) {
    return set(SearchSettings.FRESH_STATICS, fresh);
  }

  /** Problems that are no failure; each call adds to them. */
  public Explorer tolerate(Problem.Kind... kinds) {
    Set<Problem.Kind> all = EnumSet.copyOf(settings.get(SearchSettings.TOLERATE));
    all.addAll(List.of(kinds));
    return set(SearchSettings.TOLERATE, all);
  }

  /**
   * Which exceptions of the program are failures; all unless set. A run that throws another one has
   * no outcome.
   */
  public Explorer failures(Predicate<Throwable> isFailure) {
    failures = Objects.requireNonNull(isFailure, "isFailure");
    return this;
  }

  /** Sets a listener that is told, on a thread of the search, how far it is. */
  public Explorer progress(Consumer<Progress> listener) {
    progress = Objects.requireNonNull(listener, "listener");
    return this;
  }

  /**
   * Applies settings of the search and its loops, which take precedence over what was set before.
   */
  Explorer settings(Settings more) {
    settings = more.over(settings);
    return this;
  }

  private <T> Explorer set(Setting<T> setting, T value) {
    settings = settings.with(setting, value);
    return this;
  }

  /** For the check itself: a pass is one in any JVM. */
  Explorer unchecked() {
    checksCanary = false;
    return this;
  }

  /** For tests, which do not want to wait for it. */
  Explorer firstProgress(Duration realTime) {
    firstProgressNanos = realTime.toNanos();
    return this;
  }

  // ---- go ---------------------------------------------------------------------------------

  /**
   * Explores until a schedule fails, and then throws the program's own exception, with a {@link
   * ScheduleReport} among its suppressed ones.
   *
   * @throws IncompleteError if an exhaustive search did not end
   * @throws NondeterminismError if the program is not deterministic
   */
  public <T extends @Nullable Object> Exploration<T> check(Loop.Body<? extends T> program) {
    return throwIfFailed(explore(program), Conclusion::replayLine);
  }

  /**
   * Explores until a schedule fails, and returns what was found.
   *
   * @throws NondeterminismError if the program is not deterministic
   */
  public <T extends @Nullable Object> Exploration<T> explore(Loop.Body<? extends T> program) {
    return exploreAttempts(attempt(program));
  }

  /** As {@link #explore}, of a program that builds its loop itself. */
  public <T extends @Nullable Object> Exploration<T> exploreAttempts(Attempt<T> attempt) {
    return new Search<>(plan(true, OUTCOMES), attempt).run();
  }

  /**
   * Finds all outcomes of the program. The search does not end at a failure, which is an outcome,
   * too.
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
   * search is exhaustive unless other schedules were asked for.
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
    return GivenSchedule.explain(plan(true, OUTCOMES), object, thrown, attempt);
  }

  /**
   * Runs a program once, under a policy that replays a schedule, and reports a failure as the
   * search that found the schedule did.
   *
   * @return the failure, a {@link dev.heddle.verdict.DivergedError} if the schedule does not fit;
   *     null if the program passes
   */
  @Nullable Failure replay(Policy replay, Attempt<?> attempt) {
    return GivenSchedule.replay(plan(true, OUTCOMES), replay, attempt);
  }

  /**
   * Throws the failure, or an {@link IncompleteError} if that is called for; otherwise returns the
   * exploration.
   */
  <T extends @Nullable Object> Exploration<T> throwIfFailed(
      Exploration<T> exploration, Function<Schedule, String> replayLine) {
    return Conclusion.of(exploration, settings.get(SearchSettings.ACCEPT_INCOMPLETE), replayLine);
  }

  private <T extends @Nullable Object> Attempt<T> attempt(Loop.Body<? extends T> program) {
    return new CheckedProgram<>(program, settings.get(SearchSettings.TOLERATE));
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
        checksCanary,
        first);
  }
}
