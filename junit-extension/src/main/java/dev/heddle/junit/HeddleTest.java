package dev.heddle.junit;

import dev.heddle.verdict.Problem;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs a test in virtual time: its body is the main task of a loop.
 *
 * <pre>{@code
 * @HeddleTest
 * void retriesForAnHour(Clock clock) {
 *   String answer = new Retrier(Duration.ofMinutes(10)).call(flakyServer);
 *   assertEquals(Instant.parse("2000-01-01T00:50:00Z"), clock.instant());
 * }
 * }</pre>
 *
 * <p>Each test has a loop of its own. Its {@code @BeforeEach} and {@code @AfterEach} methods run on
 * it too, one main task after the other, so that threads that the one starts go on in the next.
 * Constructors, {@code @BeforeAll}, {@code @AfterAll} and the callbacks of other extensions do not.
 * As with a {@code @Timeout} in a thread of its own, what extensions keep in a {@code ThreadLocal}
 * that is not inheritable is not seen by the test.
 *
 * <p>These parameters may be asked for, and are the same in all methods of one test: the {@link
 * dev.heddle.Loop}; its {@link java.time.Clock}, or {@link java.time.InstantSource}; a {@link
 * java.util.concurrent.ThreadFactory} of threads that the loop runs; an {@link
 * java.util.concurrent.ExecutorService} with a new thread for each task; a {@link
 * java.util.concurrent.ScheduledExecutorService} with up to 16 threads. Both executors are shut
 * down after the test: what they still run is interrupted, and is a leak only if it does not end.
 * Executors that the test makes itself it has to shut down itself.
 *
 * <p>What the test throws arrives as it is, with the loop's last steps as a {@link dev.heddle.testing.HeddleReport}
 * among its suppressed exceptions. A test also fails by {@linkplain
 * dev.heddle.verdict.DeadlockError deadlock}, by {@linkplain dev.heddle.verdict.BlockedError
 * standing still} in real time, and by {@link dev.heddle.verdict.ProblemsError} for what went wrong
 * beside it, unless that is {@linkplain #tolerate tolerated}: exceptions that nobody caught or
 * looked at, tasks and threads left over.
 *
 * <p>With {@link #schedules} or {@link #exhaustive} the test is run again and again, in other orders,
 * until it fails; then its own exception has a {@link
 * dev.heddle.explore.ScheduleReport} with the shortest schedule that fails, and the line that
 * replays it. Other extensions are called for each schedule as JUnit calls them for a test: fields
 * that they fill ({@code @Mock}, {@code @TempDir}, {@code @Autowired}) are filled anew, outside of
 * the loop. What they do for a class they do once, and an {@code InvocationInterceptor} is called
 * once, around all schedules, if it is registered before this one, and not at all if after. An
 * exploration that passes prints a line, unless the configuration parameter {@code heddle.summary}
 * is {@code none}. Schedules that failed are kept in {@code .heddle/failures.txt} and tried first
 * next time; the configuration parameter {@code heddle.failures} names another file, or {@code
 * none}.
 *
 * <p>{@code @Timeout} counts real time, of all schedules of an explored test together. {@code
 * assertTimeout} and {@code assertTimeoutPreemptively} count virtual time, as {@link
 * dev.heddle.Tasks#timeout} does.
 *
 * <p>Annotations beside this one say more, on the method or for all tests of a class: {@link
 * dev.heddle.testing.Explore} has the other settings of an exploration, {@link
 * dev.heddle.testing.VirtualTime}, {@link dev.heddle.testing.StallTimeout}, {@link
 * dev.heddle.testing.StepLimit}, {@link dev.heddle.testing.Outside} and others those of the loop. The
 * nearest one that sets something holds. A setting that has no effect on the test, or on any test of
 * the class that has it, is a configuration error. All of them may stand on annotations of your own,
 * as this may:
 *
 * <pre>{@code
 * @HeddleTest(schedules = 10_000)
 * @StallTimeout(5)
 * @Retention(RUNTIME)
 * @interface Race {}
 * }</pre>
 *
 * <p>For other kinds of tests, and for whole classes, see {@link Heddle}.
 */
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Test
@ExtendWith(HeddleExtension.class)
@API(status = Status.EXPERIMENTAL)
public @interface HeddleTest {
  /**
   * In how many schedules to run the test at most, each afresh, with an instance and a loop of its
   * own, its {@code @BeforeEach} and its {@code @AfterEach} methods; it is one test of JUnit all
   * the same. The configuration parameter {@code heddle.schedules} changes the number for every
   * test that has one, so that a nightly build can search for longer.
   *
   * @return 0 unless set: the test is run once, in the default order
   */
  long schedules() default 0;

  /**
   * Whether to run the test in every schedule there is. If that ends early, at {@link #schedules}
   * (a million unless set) or at the {@link dev.heddle.testing.Explore#time}, the test fails as
   * incomplete.
   *
   * @return not unless set
   */
  boolean exhaustive() default false;

  /**
   * The token of a schedule to replay, as a failure prints it: the test then runs once. As {@link
   * dev.heddle.testing.Replay}.
   *
   * @return nothing unless set
   */
  String replay() default "";

  /**
   * Problems that do not fail the test. As {@link dev.heddle.testing.Tolerate}, and added to it.
   *
   * @return none unless set
   */
  Problem.Kind[] tolerate() default {};
}
