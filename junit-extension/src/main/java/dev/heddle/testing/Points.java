package dev.heddle.testing;

import dev.heddle.schedule.PointLevel;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * Says where running code has scheduling points, at which another thread may go first, in a test
 * that is explored or has a policy. The configuration parameter {@code heddle.points} overrides the
 * level of all explored tests.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@API(status = Status.EXPERIMENTAL)
public @interface Points {
  /**
   * Which accesses are points.
   *
   * @return {@code VOLATILE} unless set; without this annotation, a test that has a policy and runs
   *     once has none
   */
  PointLevel value() default PointLevel.VOLATILE;

  /**
   * Code that has points though it is not code under test.
   *
   * @return names of classes of the JDK, such as {@code
   *     java.util.concurrent.ConcurrentLinkedQueue}, and of classes and packages of libraries, such
   *     as {@code com.acme.cache.*}; none unless set
   */
  String[] include() default {};

  /**
   * Code under test that has no points.
   *
   * @return names of classes and packages; none unless set
   */
  String[] exclude() default {};
}
