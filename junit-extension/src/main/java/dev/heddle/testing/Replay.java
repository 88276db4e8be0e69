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
 * Replays one schedule: the test runs once, and a failure is shown as the exploration has shown it.
 * The configuration parameter {@code heddle.replay} does the same for one test; see {@code
 * docs/exploration.md}.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@API(status = Status.EXPERIMENTAL)
public @interface Replay {
  /**
   * The token of the schedule, as a failure prints it.
   *
   * @return a text that begins with {@code h1.} or {@code h2.}
   */
  String value();

  /**
   * Whether to replay as much of it as fits a program that has changed since; how much that was is
   * told as a report entry of JUnit. Otherwise the test fails with a {@link
   * dev.heddle.verdict.DivergedError} if the program is not the one that the token was made with.
   * Also the configuration parameter {@code heddle.lenientReplay}.
   *
   * @return not unless set
   */
  boolean lenient() default false;
}
