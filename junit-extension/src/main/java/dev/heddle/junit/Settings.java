package dev.heddle.junit;

import dev.heddle.Loop;
import dev.heddle.Problem;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * How a test is to be run: what its annotations and the configuration parameters come to.
 *
 * @param tolerate problems that do not fail the test
 * @param start the virtual wall clock at the start; empty: the loop's own default
 * @param patience how long, in real time, the loop may stand still
 * @param steps how many of the last steps a failure shows
 * @param nested whether the loop may be run inside itself
 * @param outside whether threads outside of the loop may wake its tasks
 * @param debug whether slow steps are told
 */
record Settings(
    Set<Problem.Kind> tolerate,
    Optional<Instant> start,
    Duration patience,
    int steps,
    boolean nested,
    boolean outside,
    boolean debug) {
  static final String PATIENCE_PARAMETER = "heddle.patience";
  static final String STEPS_PARAMETER = "heddle.steps";

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int STEPS = 20;

  /** A loop keeps at least so many, for a test that looks at its trace itself. */
  private static final int KEPT_STEPS = 1000;

  /** Finds out how the test of {@code context} is to be run. */
  static Settings of(ExtensionContext context) {
    Said said = Said.about(context);
    return new Settings(
        tolerated(said),
        said.nearest("start").map(Settings::instant),
        said.nearest("patience")
            .or(() -> parameter(context, PATIENCE_PARAMETER))
            .map(Settings::positiveDuration)
            .orElse(PATIENCE),
        said.nearest("steps")
            .or(() -> parameter(context, STEPS_PARAMETER))
            .map(Settings::count)
            .orElse(STEPS),
        isSet(said, "nested"),
        isSet(said, "outside"),
        isSet(said, "debug"));
  }

  /** Describes the loop. */
  Loop.Builder loop() {
    Loop.Builder builder =
        Loop.builder()
            .patience(patience)
            .traceLimit(Math.max(KEPT_STEPS, steps))
            .nested(nested)
            .outside(outside)
            .debug(debug);
    start.ifPresent(builder::start);
    return builder;
  }

  private static Set<Problem.Kind> tolerated(Said said) {
    Set<Problem.Kind> kinds = EnumSet.noneOf(Problem.Kind.class);
    said.all("tolerate").forEach(some -> kinds.addAll(Arrays.asList((Problem.Kind[]) some)));
    return Collections.unmodifiableSet(kinds);
  }

  private static Optional<Said.Value> parameter(ExtensionContext context, String name) {
    return context
        .getConfigurationParameter(name)
        .map(value -> new Said.Value(value.strip(), "configuration parameter [" + name + "]"));
  }

  private static boolean isSet(Said said, String attribute) {
    return said.nearest(attribute).map(value -> ((boolean[]) value.value())[0]).orElse(false);
  }

  private static Instant instant(Said.Value value) {
    return parse(value, "an instant, such as 2000-01-01T00:00:00Z", Instant::parse);
  }

  private static Duration positiveDuration(Said.Value value) {
    String wanted = "a positive duration, such as PT30S";
    Duration duration = parse(value, wanted, Duration::parse);
    if (!duration.isPositive()) {
      throw wrong(value, wanted, null);
    }
    return duration;
  }

  private static int count(Said.Value value) {
    String wanted = "a number of steps, 0 or more";
    int count = parse(value, wanted, Integer::parseInt);
    if (count < 0) {
      throw wrong(value, wanted, null);
    }
    return count;
  }

  private static <T> T parse(Said.Value value, String wanted, Function<String, T> parser) {
    try {
      return parser.apply(value.value().toString());
    } catch (DateTimeParseException | NumberFormatException e) {
      throw wrong(value, wanted, e);
    }
  }

  private static ExtensionConfigurationException wrong(
      Said.Value value, String wanted, @Nullable RuntimeException cause) {
    return new ExtensionConfigurationException(
        "Configuration error: "
            + value.where()
            + " must be "
            + wanted
            + ", and is ["
            + value.value()
            + "].",
        cause);
  }
}
