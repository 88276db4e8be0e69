package dev.heddle.internal.testing;

import dev.heddle.Answers;
import dev.heddle.internal.settings.Format;
import dev.heddle.internal.settings.Setting;
import dev.heddle.internal.settings.UnknownValueException;
import dev.heddle.schedule.Schedule;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;

/** What can be set about a test, beside its loop and its search. */
public final class RunSettings {
  /** How many of the last steps a failure shows. */
  public static final Setting<Integer> SHOWN_STEPS =
      Setting.of("shownSteps", 20, Format.count("steps"));

  /** The schedule to replay. */
  public static final Setting<Optional<Schedule>> REPLAY =
      Setting.of(
          "replay",
          Optional.empty(),
          new Format<>("the token of a schedule", RunSettings::schedule, schedule -> true));

  /** Whether as much of it as fits is enough. */
  public static final Setting<Boolean> LENIENT_REPLAY =
      Setting.of("lenientReplay", false, Format.FLAG);

  /** Whether an exploration that passes prints a line. */
  public static final Setting<Boolean> SUMMARY =
      Setting.of(
          "summary",
          true,
          new Format<>("[line] or [none]", RunSettings::printsLine, printed -> true));

  /** What the test has asked outside before. */
  public static final Setting<Optional<Answers>> ANSWERS =
      Setting.of(
          "answers",
          Optional.empty(),
          new Format<>(
              "a file of answers, or one to write", RunSettings::answers, answers -> true));

  private RunSettings() {}

  private static Optional<Schedule> schedule(String token) {
    try {
      return Optional.of(Schedule.parse(token));
    } catch (IllegalArgumentException e) {
      throw new UnknownValueException(e);
    }
  }

  private static boolean printsLine(String text) {
    return switch (text) {
      case "line" -> true;
      case "none" -> false;
      default -> throw new IllegalArgumentException(text);
    };
  }

  private static Optional<Answers> answers(String path) {
    try {
      return Optional.of(Answers.in(Path.of(path)));
    } catch (IllegalArgumentException | IllegalStateException | UncheckedIOException e) {
      throw new UnknownValueException(e);
    }
  }
}
