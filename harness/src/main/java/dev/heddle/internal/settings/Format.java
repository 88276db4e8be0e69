package dev.heddle.internal.settings;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The form of a setting's values.
 *
 * @param <T> their type
 * @param wanted what a value must be, for messages
 * @param reader reads a value; throws an {@code IllegalArgumentException} or {@code
 *     DateTimeException} if it cannot
 * @param legal which values are legal
 */
public record Format<T>(String wanted, Function<String, T> reader, Predicate<T> legal) {
  /** As JUnit writes them: 30 s. */
  private static final Pattern NUMBER_AND_UNIT =
      Pattern.compile("(-?\\d+) ?(ns|μs|us|ms|s|m|h|d)?", Pattern.CASE_INSENSITIVE);

  private static final Map<String, ChronoUnit> UNITS =
      Map.of(
          "ns", ChronoUnit.NANOS,
          "μs", ChronoUnit.MICROS,
          "us", ChronoUnit.MICROS,
          "ms", ChronoUnit.MILLIS,
          "s", ChronoUnit.SECONDS,
          "m", ChronoUnit.MINUTES,
          "h", ChronoUnit.HOURS,
          "d", ChronoUnit.DAYS);

  /** Yes or no. */
  public static final Format<Boolean> FLAG =
      new Format<>("[true] or [false]", Format::flag, flag -> true);

  /** Any number. */
  public static final Format<Long> NUMBER =
      new Format<>("a number", Long::parseLong, number -> true);

  /** A number from 1 on. */
  public static final Format<Long> POSITIVE =
      new Format<>("a positive number", Long::parseLong, number -> number > 0);

  /** A number from 1 on that fits an int. */
  public static final Format<Integer> POSITIVE_INT =
      new Format<>(
          "a positive number, up to " + Integer.MAX_VALUE, Integer::parseInt, number -> number > 0);

  /** A time in the past, present or future. */
  public static final Format<Instant> INSTANT =
      new Format<>("an instant, such as 2000-01-01T00:00:00Z", Instant::parse, instant -> true);

  /** Some time, not none. */
  public static final Format<Duration> POSITIVE_DURATION =
      new Format<>(
          "a positive duration, such as 30 s or PT30S", Format::duration, Duration::isPositive);

  /** A duration from 0 on. */
  public static final Format<Duration> DURATION =
      new Format<>("a duration, such as 30 s or PT30S", Format::duration, d -> !d.isNegative());

  /** A number of things, from 0 on. */
  public static Format<Integer> count(String things) {
    return new Format<>(
        "a number of " + things + ", 0 or more", Integer::parseInt, number -> number >= 0);
  }

  /** Values that only a program has. */
  public static <T> Format<T> object(String wanted) {
    return new Format<>(
        wanted,
        text -> {
          throw new IllegalArgumentException(text);
        },
        value -> true);
  }

  T read(String text, String origin) {
    T value;
    try {
      value = reader.apply(text.strip());
    } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
      throw wrong(origin, text, e);
    }
    return checked(value, origin);
  }

  T checked(T value, String origin) {
    if (!legal.test(value)) {
      throw wrong(origin, value, null);
    }
    return value;
  }

  private IllegalArgumentException wrong(
      String origin, Object value, @Nullable RuntimeException cause) {
    String why = cause instanceof UnknownValueException ? " (" + cause.getMessage() + ")" : "";
    return new IllegalArgumentException(
        origin + " must be " + wanted + why + ", and is [" + value + "].", cause);
  }

  private static boolean flag(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException(text);
    };
  }

  private static Duration duration(String text) {
    Matcher matcher = NUMBER_AND_UNIT.matcher(text);
    if (!matcher.matches()) {
      return Duration.parse(text);
    }
    String unit = matcher.group(2);
    ChronoUnit unitOfTime =
        unit == null
            ? ChronoUnit.SECONDS
            : Objects.requireNonNull(UNITS.get(unit.toLowerCase(Locale.ROOT)));
    return Duration.of(Long.parseLong(matcher.group(1)), unitOfTime);
  }
}
