package dev.heddle.junit;

import dev.heddle.schedule.Policy;
import dev.heddle.verdict.Problem;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs tests on a loop in virtual time, a fresh one for each, as {@link HeddleTest} does: a class
 * with its nested classes and subclasses, or a method with another kind of test annotation.
 *
 * <pre>{@code
 * @Heddle
 * @ParameterizedTest
 * @ValueSource(ints = {1, 10, 100})
 * void waitsAsLongAsItSays(int minutes, Clock clock) { ... }
 * }</pre>
 *
 * <p>It also says how the loop is. What one annotation leaves unsaid, the next one out says: first
 * {@code @HeddleTest} on the method, then {@code @Heddle} on the method, on its class and on the
 * classes around it, and at last a configuration parameter of JUnit if there is one for it, which
 * may be in {@code junit-platform.properties}: {@code heddle.stallTimeout} and {@code
 * heddle.steps}. For explorations it is the other way round: there the parameter comes first. Both
 * annotations may stand on annotations of your own. A setting that has no effect on the test, or on
 * any test of the class that says it, is a configuration error.
 *
 * <p>A class so annotated may have a {@code @TestFactory}: its body and each of its dynamic tests
 * run on one and the same loop, one after the other, since JUnit has one {@code @BeforeEach} and
 * one {@code @AfterEach} for all of them. A {@code Stream} that it returns is read outside of the
 * loop, in real time.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ExtendWith(HeddleExtension.class)
@API(status = Status.EXPERIMENTAL)
public @interface Heddle {
  /**
   * Problems that do not fail the test. They add up: what a class tolerates, its methods do too.
   *
   * @return none unless set
   */
  Problem.Kind[] tolerate() default {};

  /**
   * The virtual wall clock when the test starts, in the form of {@link
   * java.time.Instant#parse(CharSequence)}.
   *
   * @return 2000-01-01T00:00:00Z unless set
   */
  String start() default "";

  /**
   * For how long, in real time, a step may run, or the loop wait for something outside of it, in
   * the form of {@link java.time.Duration#parse(CharSequence)}; see {@link
   * dev.heddle.Loop.Builder#stallTimeout}. A test that runs for ever in many short steps ends at
   * its {@link #stepLimit}.
   *
   * @return the configuration parameter {@code heddle.stallTimeout}, or {@code PT30S}, unless set
   */
  String stallTimeout() default "";

  /**
   * How many steps a run may take before it fails as a livelock; see {@link
   * dev.heddle.Loop.Builder#stepLimit}.
   *
   * @return 100 million in all, and 10 million without any progress, unless set; a million if the
   *     test explores
   */
  long stepLimit() default Long.MIN_VALUE;

  /**
   * How far virtual time may go before the test fails as a livelock, in the form of {@link
   * java.time.Duration#parse(CharSequence)}.
   *
   * @return 292 years unless set
   */
  String timeLimit() default "";

  /**
   * How many of the last steps a failure shows.
   *
   * @return the configuration parameter {@code heddle.steps}, or 20, unless set; 0 shows none
   */
  int steps() default Integer.MIN_VALUE;

  /**
   * Whether the loop may be run inside itself. One value, as in {@code nested = true}; it is an
   * array so that it can be left unsaid.
   *
   * @return not unless set
   */
  boolean[] nested() default {};

  /**
   * Whether the loop may wait, in real time, for what is outside of it: threads, sockets,
   * processes. One value; see {@link dev.heddle.Loop.Builder#outside}.
   *
   * @return not unless set
   */
  boolean[] outside() default {};

  /**
   * The file of answers to what the test asks by {@link dev.heddle.Loop#askOutside}, relative to
   * the working directory, such as {@code src/test/answers/rates.txt}: written by the first run,
   * and replayed by all later ones; see {@link dev.heddle.Answers#in}. Of one test each.
   *
   * @return nothing is recorded unless set
   */
  String answers() default "";

  /**
   * Whether steps that take much virtual time are told, as report entries of JUnit. One value.
   *
   * @return not unless set
   */
  boolean[] debug() default {};

  /**
   * In how many schedules to run the test, each afresh, with an instance and a loop of its own, its
   * {@code @BeforeEach} and its {@code @AfterEach} methods; it is one test of JUnit all the same.
   * The configuration parameter {@code heddle.schedules} changes the number for every test that
   * says one, so that a nightly build can search for longer.
   *
   * @return one run, in the default order, unless set
   */
  long schedules() default Long.MIN_VALUE;

  /**
   * Whether to run the test in every schedule there is. If that ends before its time, at {@link
   * #schedules} (a million unless set) or {@link #time}, the test fails as incomplete. One value.
   *
   * @return not unless set
   */
  boolean[] exhaustive() default {};

  /**
   * Runs the test in every schedule with at most so many deviations from the default order, as
   * {@link #exhaustive} does without a bound.
   *
   * @return no bound unless set
   */
  int maxDeviations() default Integer.MIN_VALUE;

  /**
   * For how long to explore at most, in real time, in the form of {@link
   * java.time.Duration#parse(CharSequence)}. The configuration parameter {@code heddle.time}
   * changes it for every test that explores.
   *
   * @return without limit unless set
   */
  String time() default "";

  /**
   * Who decides what goes next: the name of a policy that is built in, as {@link
   * dev.heddle.schedule.Policies#named} has them. The configuration parameter {@code heddle.policy}
   * changes it for every test that explores. {@code exhaustive} and {@code deviations:NUMBER} are
   * as {@link #exhaustive} and {@link #maxDeviations}.
   *
   * @return {@code portfolio} if the test explores, the default order otherwise, unless set
   */
  String policy() default "";

  /**
   * Who decides what goes next: a policy of your own, with a constructor that takes a {@code long},
   * the seed, or nothing. One value.
   *
   * @return as {@link #policy} says unless set
   */
  Class<? extends Policy>[] policyClass() default {};

  /**
   * The seed of what policies draw at random. One value; the configuration parameter {@code
   * heddle.seed} changes it for every test that explores.
   *
   * @return 0 unless set
   */
  long[] seed() default {};

  /**
   * On how many threads to explore; the configuration parameter {@code heddle.threads} changes it
   * for every test that explores.
   *
   * @return 1 unless set
   */
  int threads() default Integer.MIN_VALUE;

  /**
   * Whether a policy may let time move on though something is ready, so that a timeout may win. One
   * value; see {@link dev.heddle.Loop.Builder#earlyTimeouts}.
   *
   * @return not unless set
   */
  boolean[] earlyTimeouts() default {};

  /**
   * Whether an exhaustive search passes if it found no failure before it had to end. One value.
   *
   * @return not unless set
   */
  boolean[] acceptIncomplete() default {};

  /**
   * The token of a schedule to replay, as a failure prints it; the test then runs once, and a
   * failure is shown as the exploration has shown it. It fails with a {@link
   * dev.heddle.verdict.DivergedError} if the program is not the one that the token was made with.
   *
   * <p>The configuration parameter {@code heddle.replay} does the same for one test, which it may
   * name, as in {@code Deposits#noneIsLost:h1.AgEAAC9pL_GY}, or {@code Deposits#noneIsLost[2]:h1…}
   * for the second invocation of a parameterised or repeated one. A token alone is for the tests
   * that have failed with it, if the file of failures knows them, and otherwise for all that are
   * run. Other tests run as usual.
   *
   * @return nothing unless set
   */
  String replay() default "";

  /**
   * Whether to replay as much of {@link #replay} as fits a program that has changed since; how much
   * that was is told as a report entry of JUnit. One value; or the configuration parameter {@code
   * heddle.lenientReplay}.
   *
   * @return not unless set
   */
  boolean[] lenientReplay() default {};
}
