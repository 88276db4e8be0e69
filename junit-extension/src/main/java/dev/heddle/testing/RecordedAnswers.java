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
 * Records what comes of {@link dev.heddle.Loop#askOutside}: the first run writes it to a file, and
 * all later ones replay it; see {@link dev.heddle.Answers#in}.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@API(status = Status.EXPERIMENTAL)
public @interface RecordedAnswers {
  /**
   * The file, relative to the working directory, such as {@code src/test/answers/rates.txt}. Of one
   * test each.
   *
   * @return the path of a file
   */
  String value();
}
