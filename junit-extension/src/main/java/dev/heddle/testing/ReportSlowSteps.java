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
 * Tells steps that take much virtual time, as report entries of JUnit; see {@link
 * dev.heddle.LoopBuilder#debug}.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@API(status = Status.EXPERIMENTAL)
public @interface ReportSlowSteps {
  /**
   * Whether they are told; {@code false} takes back what a class says.
   *
   * @return yes unless set
   */
  boolean value() default true;
}
