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
 * Says whether static state of code under test is put back before each schedule of an exploration;
 * see {@link dev.heddle.explore.Explorer#freshStatics}. Without this annotation it is.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@API(status = Status.EXPERIMENTAL)
public @interface FreshStatics {
  /**
   * Whether it is put back; {@code false} for a test that counts its runs in a static field, say.
   *
   * @return yes unless set
   */
  boolean value() default true;
}
