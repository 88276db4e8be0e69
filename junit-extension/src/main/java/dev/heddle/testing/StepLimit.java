package dev.heddle.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * How many steps a run may take before it fails as a livelock: 100 million in all, and 10 million
 * without any progress, unless set; a million if the test explores. See {@link
 * dev.heddle.LoopBuilder#stepLimit}.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@API(status = Status.EXPERIMENTAL)
public @interface StepLimit {
  /**
   * How many.
   *
   * @return a positive number
   */
  long value();
}
