package dev.heddle.testing;

import dev.heddle.verdict.Problem;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/** Problems that do not fail a test. They add up: what a class tolerates, its methods do too. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@API(status = Status.EXPERIMENTAL)
public @interface Tolerate {
  /**
   * The kinds of problems.
   *
   * @return kinds of problems
   */
  Problem.Kind[] value();
}
