package dev.heddle.junit;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/**
 * The value of a setting.
 *
 * @param value the value
 * @param where which attribute of what, or which configuration parameter, it is, for messages
 */
record SettingValue(Object value, String where) {
  /** Text, as it stands. */
  String text() {
    return value.toString();
  }

  /** The text [true] or [false], or a boolean. */
  boolean flag() {
    String text = text();
    if (!text.equals("true") && !text.equals("false")) {
      throw wrong("[true] or [false]", null);
    }
    return Boolean.parseBoolean(text);
  }

  long number() {
    return parse("a number", Long::parseLong);
  }

  long positive() {
    String wanted = "a positive number";
    long number = parse(wanted, Long::parseLong);
    if (number <= 0) {
      throw wrong(wanted, null);
    }
    return number;
  }

  /** As {@link #positive}, for what is counted in ints. */
  int positiveInt() {
    String wanted = "a positive number, up to " + Integer.MAX_VALUE;
    long number = positive();
    if (number > Integer.MAX_VALUE) {
      throw wrong(wanted, null);
    }
    return (int) number;
  }

  /** A number of things, 0 or more. */
  int count(String things) {
    String wanted = "a number of " + things + ", 0 or more";
    int count = parse(wanted, Integer::parseInt);
    if (count < 0) {
      throw wrong(wanted, null);
    }
    return count;
  }

  Instant instant() {
    return parse("an instant, such as 2000-01-01T00:00:00Z", Instant::parse);
  }

  Duration positiveDuration() {
    String wanted = "a positive duration, such as PT30S";
    Duration duration = parse(wanted, Duration::parse);
    if (!duration.isPositive()) {
      throw wrong(wanted, null);
    }
    return duration;
  }

  private <T> T parse(String wanted, Function<String, T> parser) {
    try {
      return parser.apply(text());
    } catch (DateTimeParseException | NumberFormatException e) {
      throw wrong(wanted, e);
    }
  }

  /** That it must be something else. */
  ExtensionConfigurationException wrong(String wanted, @Nullable RuntimeException cause) {
    return new ExtensionConfigurationException(
        "Configuration error: " + where + " must be " + wanted + ", and is [" + value + "].",
        cause);
  }

  /** That nothing comes of it. */
  ExtensionConfigurationException idle(String why, String remedy) {
    return new ExtensionConfigurationException(
        "Configuration error: " + where + " has no effect: " + why + ". " + remedy + ".");
  }
}
