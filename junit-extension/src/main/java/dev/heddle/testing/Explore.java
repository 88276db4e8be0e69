package dev.heddle.testing;

import dev.heddle.schedule.Policy;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.concurrent.TimeUnit;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * Runs a test in many schedules, each afresh, with an instance and a loop of its own; it is one
 * test of JUnit all the same. What one annotation leaves at its default, the next one out says: on
 * the method, on its class, on the classes around it.
 *
 * <p>Configuration parameters of JUnit change it for all tests that explore, so that a nightly
 * build can search for longer: {@code heddle.schedules} (of tests that say a number), {@code
 * heddle.time}, {@code heddle.policy}, {@code heddle.seed} and {@code heddle.threads}.
 *
 * <p>So a method can say something else than its class, but not that it is run once after all: a
 * class whose tests are explored has all of them explored.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@API(status = Status.EXPERIMENTAL)
public @interface Explore {
  /**
   * How many schedules to run at most.
   *
   * @return 0 unless set: the test is run once, in the default order, or a million times at most if
   *     all are wanted
   */
  long schedules() default 0;

  /**
   * Whether to run every schedule there is. If that ends early, at {@link #schedules} or {@link
   * #time}, the test fails as incomplete.
   *
   * @return not unless set
   */
  boolean exhaustive() default false;

  /**
   * Runs every schedule with at most so many deviations from the default order.
   *
   * @return no bound unless set
   */
  int maxDeviations() default Integer.MAX_VALUE;

  /**
   * For how long to explore at most, in real time.
   *
   * @return without limit unless set
   */
  long time() default Long.MAX_VALUE;

  /**
   * The unit of {@link #time}.
   *
   * @return seconds unless set
   */
  TimeUnit unit() default TimeUnit.SECONDS;

  /**
   * Who decides what goes next: the name of a policy, as {@link dev.heddle.schedule.Policies#named}
   * has them. {@code exhaustive} and {@code deviations:NUMBER} are as {@link #exhaustive} and
   * {@link #maxDeviations}. Without {@link #schedules} the test is run once, under that policy.
   *
   * @return {@code portfolio} if the test explores, the default order otherwise, unless set
   */
  String policy() default "";

  /**
   * Who decides what goes next: a policy of your own, with a constructor that takes a {@code long},
   * the seed, or nothing.
   *
   * @return as {@link #policy} says unless set
   */
  Class<? extends Policy> policyClass() default Policy.class;

  /**
   * The seed of what policies draw at random.
   *
   * @return 0 unless set
   */
  long seed() default 0;

  /**
   * On how many threads to explore.
   *
   * @return 1 unless set
   */
  int threads() default 1;

  /**
   * Whether a search of all schedules passes if it found no failure before it had to end.
   *
   * @return not unless set
   */
  boolean acceptIncomplete() default false;
}
