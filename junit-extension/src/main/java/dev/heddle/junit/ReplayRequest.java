package dev.heddle.junit;

import dev.heddle.schedule.Schedule;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.engine.UniqueId;

/**
 * What the configuration parameter for a replay says: a token, alone or after the test that it is
 * of, such as {@code Deposits#noneIsLost:h1.AgEAAC9pL_GY}. Of a parameterised or repeated test it
 * may name an invocation: {@code Deposits#noneIsLost[2]:h1.AgEAAC9pL_GY}.
 *
 * @param type the test's class, with or without its package; null: the test is not named
 * @param method the test's method; null: the test is not named
 * @param invocation from 1; 0: any
 * @param token the token, not parsed
 */
record ReplayRequest(@Nullable String type, @Nullable String method, int invocation, String token) {
  static final String PARAMETER = "heddle.replay";

  private static final Pattern NAMED =
      Pattern.compile("([\\w.$]+)#([^#:\\[\\]]+)(?:\\[(\\d{1,9})])?:([^:]*)");

  private static final String INVOCATION = "test-template-invocation";

  static ReplayRequest of(String text) {
    Matcher named = NAMED.matcher(text);
    if (!named.matches()) {
      return new ReplayRequest(null, null, 0, text);
    }
    String number = named.group(3);
    return new ReplayRequest(
        named.group(1),
        named.group(2),
        number == null ? 0 : Integer.parseInt(number),
        named.group(4));
  }

  /**
   * Whether it is meant for a test. A token alone is for the tests that have failed with it, as far
   * as that is known, and else for whatever is run.
   */
  boolean isFor(ExtensionContext test, Schedule schedule) {
    Method ofTest = test.getRequiredTestMethod();
    if (type == null) {
      return !AnnotationSupport.isAnnotated(ofTest, TestFactory.class)
          && KnownFailures.of(test).mayBeOf(test.getUniqueId(), schedule);
    }
    String name = test.getRequiredTestClass().getName();
    boolean sameClass = name.equals(type) || name.endsWith("." + type) || name.endsWith("$" + type);
    return sameClass
        && ofTest.getName().equals(method)
        && (invocation == 0 || invocation == invocationOf(test).orElse(0));
  }

  /** The number of an invocation, from 1; empty if a test has but one. */
  static Optional<Integer> invocationOf(ExtensionContext test) {
    UniqueId.Segment last = UniqueId.parse(test.getUniqueId()).getLastSegment();
    return last.getType().equals(INVOCATION)
        ? Optional.of(Integer.valueOf(last.getValue().substring(1)))
        : Optional.empty();
  }
}
