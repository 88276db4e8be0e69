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
 * How many of the last steps a failure shows; 20 unless set, by this or by the configuration
 * parameter {@code heddle.shownSteps}.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@API(status = Status.EXPERIMENTAL)
public @interface ShownSteps {
  /**
   * How many.
   *
   * @return a number; 0 shows none
   */
  int value();
}
