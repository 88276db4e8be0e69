package dev.heddle.internal.settings;

import dev.heddle.internal.site.CodeNames;
import dev.heddle.schedule.PointLevel;
import dev.heddle.schedule.Points;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** What can be set about a loop; {@code LoopBuilder} says what each means. */
public final class LoopSettings {
  /** The virtual wall clock at virtual time zero. */
  public static final Setting<Instant> START =
      Setting.of("start", Instant.parse("2000-01-01T00:00:00Z"), Format.INSTANT);

  /** Whether the loop may be run inside itself. */
  public static final Setting<Boolean> NESTED = Setting.of("nested", false, Format.FLAG);

  /** Whether slow steps are told. */
  public static final Setting<Boolean> DEBUG = Setting.of("debug", false, Format.FLAG);

  /** From which virtual time on a step is slow. */
  public static final Setting<Duration> SLOW_STEP =
      Setting.of("slowStep", Duration.ofMillis(100), Format.DURATION);

  /** How long, in real time, the loop may stand still. */
  public static final Setting<Duration> STALL_TIMEOUT =
      Setting.of("stallTimeout", Duration.ofSeconds(30), Format.POSITIVE_DURATION);

  /** Whether the loop may wait for what is outside of it. */
  public static final Setting<Boolean> OUTSIDE = Setting.of("outside", false, Format.FLAG);

  /** How many steps the trace keeps. */
  public static final Setting<Integer> TRACE_LIMIT =
      Setting.of("traceLimit", 1000, Format.count("steps"));

  /** Whether tasks remember where they were created. */
  public static final Setting<Boolean> CALL_SITES = Setting.of("callSites", false, Format.FLAG);

  /** Whether the trace has the line where a step stopped. */
  public static final Setting<Boolean> SITES = Setting.of("sites", false, Format.FLAG);

  /** How many steps a run may take; unless set, a bound with and one without progress. */
  public static final Setting<Long> STEP_LIMIT =
      Setting.of("stepLimit", Long.MAX_VALUE, Format.POSITIVE);

  /** How far virtual time may go. */
  public static final Setting<Duration> TIME_LIMIT =
      Setting.of("timeLimit", Duration.ofNanos(Long.MAX_VALUE), Format.POSITIVE_DURATION);

  /** Whether time may move on past what is ready. */
  public static final Setting<Boolean> EARLY_TIMEOUTS =
      Setting.of("earlyTimeouts", false, Format.FLAG);

  /** How many processors the program sees. */
  public static final Setting<Integer> PROCESSORS =
      Setting.of("processors", 4, Format.POSITIVE_INT);

  /** Which accesses are scheduling points. */
  public static final Setting<PointLevel> POINTS =
      Setting.of(
          "points",
          PointLevel.NONE,
          new Format<>(
              "[none], [sync], [volatile] or [all]",
              text -> PointLevel.valueOf(text.toUpperCase(Locale.ROOT)),
              level -> true));

  /** Code that has scheduling points though it is not code under test. */
  public static final Setting<List<String>> INCLUDED =
      Setting.of(
          "include",
          List.of(),
          names(
              "names of classes, and of packages of libraries such as com.acme.*, where a class of"
                  + " the JDK must be one that it has",
              CodeNames::canBeIncluded));

  /** Code under test that has no scheduling points. */
  public static final Setting<List<String>> EXCLUDED =
      Setting.of(
          "exclude",
          List.of(),
          names(
              "names of classes such as com.acme.Cache, and of packages such as com.acme.*",
              CodeNames::areNames));

  private LoopSettings() {}

  private static Format<List<String>> names(String wanted, Predicate<List<String>> legal) {
    return new Format<>(wanted, Format.<List<String>>object(wanted).reader(), legal);
  }

  /** The scheduling points that settings ask for, before anything is known to be shared. */
  public static Points points(Settings settings) {
    return Points.of(settings.get(POINTS), settings.get(INCLUDED), settings.get(EXCLUDED));
  }
}
