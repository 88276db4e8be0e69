package dev.heddle.testing;

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
 * For how long, in real time, a step may run, or the loop wait for something outside of it, before
 * the test fails; 30 seconds unless set, by this or by the configuration parameter {@code
 * heddle.stallTimeout}. See {@link dev.heddle.LoopBuilder#stallTimeout}. A test that runs for ever
 * in many short steps ends at its {@link StepLimit}.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@API(status = Status.EXPERIMENTAL)
public @interface StallTimeout {
  /**
   * How long.
   *
   * @return a positive number
   */
  long value();

  /**
   * The unit of {@link #value}.
   *
   * @return seconds unless set
   */
  TimeUnit unit() default TimeUnit.SECONDS;
}
