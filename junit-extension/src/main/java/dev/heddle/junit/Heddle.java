package dev.heddle.junit;

import dev.heddle.Problem;
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
 * may be in {@code junit-platform.properties}: {@code heddle.patience} and {@code heddle.steps}.
 * Both annotations may stand on annotations of your own.
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
   * dev.heddle.Loop.Builder#patience}. A test that runs for ever in many short steps is JUnit's
   * {@code @Timeout} to end, which counts real time.
   *
   * @return the configuration parameter {@code heddle.patience}, or {@code PT30S}, unless set
   */
  String patience() default "";

  /**
   * How many of the last steps a failure shows.
   *
   * @return the configuration parameter {@code heddle.steps}, or 20, unless set; 0 shows none
   */
  int steps() default -1;

  /**
   * Whether the loop may be run inside itself. One value, as in {@code nested = true}; it is an
   * array so that it can be left unsaid.
   *
   * @return not unless set
   */
  boolean[] nested() default {};

  /**
   * Whether the loop waits, in real time, for threads outside of it instead of calling it a
   * deadlock. One value; see {@link dev.heddle.Loop.Builder#outside}.
   *
   * @return not unless set
   */
  boolean[] outside() default {};

  /**
   * Whether steps that take much virtual time are told, as report entries of JUnit. One value.
   *
   * @return not unless set
   */
  boolean[] debug() default {};
}
