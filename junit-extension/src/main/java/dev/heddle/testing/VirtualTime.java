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

/** When virtual time starts, and how far it may go. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@API(status = Status.EXPERIMENTAL)
public @interface VirtualTime {
  /**
   * The virtual wall clock when the test starts, in the form of {@link
   * java.time.Instant#parse(CharSequence)}.
   *
   * @return 2000-01-01T00:00:00Z unless set
   */
  String start() default "";

  /**
   * How far virtual time may go before the test fails as a livelock.
   *
   * @return 292 years unless set
   */
  long limit() default Long.MAX_VALUE;

  /**
   * The unit of {@link #limit}.
   *
   * @return seconds unless set
   */
  TimeUnit unit() default TimeUnit.SECONDS;
}
