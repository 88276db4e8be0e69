package dev.heddle.junit.documents;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads times as the tables of the loop write them. */
final class Times {
  private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d+)?)(ns|us|ms|s|m|h|d)");
  private static final Pattern TIME = Pattern.compile("(?:" + PART + ")+");

  private Times() {}

  /**
   * Reads a time such as {@code 1h30m}, {@code 2.5s} or {@code 0s}.
   *
   * @throws IllegalArgumentException if it is none
   */
  static Duration of(String text) {
    String compact = text.replace(" ", "");
    if (!TIME.matcher(compact).matches()) {
      throw new IllegalArgumentException(text);
    }
    Duration time = Duration.ZERO;
    Matcher part = PART.matcher(compact);
    while (part.find()) {
      BigDecimal nanos = BigDecimal.valueOf(unit(part.group(2)).toNanos());
      time = time.plusNanos(nanos.multiply(new BigDecimal(part.group(1))).longValue());
    }
    return time;
  }

  private static Duration unit(String name) {
    return switch (name) {
      case "ns" -> Duration.ofNanos(1);
      case "us" -> Duration.ofNanos(1_000);
      case "ms" -> Duration.ofMillis(1);
      case "s" -> Duration.ofSeconds(1);
      case "m" -> Duration.ofMinutes(1);
      case "h" -> Duration.ofHours(1);
      default -> Duration.ofDays(1);
    };
  }
}
