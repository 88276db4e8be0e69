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
 * Lets a policy move time on though something is ready, so that a timeout may win; see {@link
 * dev.heddle.LoopBuilder#earlyTimeouts}.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@API(status = Status.EXPERIMENTAL)
public @interface EarlyTimeouts {
  /**
   * Whether it may; {@code false} takes back what a class says.
   *
   * @return yes unless set
   */
  boolean value() default true;
}
