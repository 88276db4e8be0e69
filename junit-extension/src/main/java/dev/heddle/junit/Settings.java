package dev.heddle.junit;

import dev.heddle.Answers;
import dev.heddle.Loop;
import dev.heddle.Problem;
import dev.heddle.explore.Explorer;
import dev.heddle.schedule.BadTokenException;
import dev.heddle.schedule.Policies;
import dev.heddle.schedule.Policy;
import dev.heddle.schedule.Schedule;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
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
 * @param stepLimit how many steps a run may take; empty: the default
 * @param timeLimit how far virtual time may go; empty: to its end
 * @param steps how many of the last steps a failure shows
 * @param nested whether the loop may be run inside itself
 * @param outside whether the loop may wait for what is outside of it
 * @param answers what the test has asked outside before
 * @param debug whether slow steps are told
 * @param timeMayPass whether a policy may let time move on past what is ready
 * @param exploring in which schedules
 * @param replay a schedule to replay instead
 * @param whatFits whether as much of it as fits is enough
 */
record Settings(
    Set<Problem.Kind> tolerate,
    Optional<Instant> start,
    Duration patience,
    OptionalLong stepLimit,
    Optional<Duration> timeLimit,
    int steps,
    boolean nested,
    boolean outside,
    Optional<Answers> answers,
    boolean debug,
    boolean timeMayPass,
    Exploring exploring,
    Optional<Schedule> replay,
    boolean whatFits) {
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
        said.nearest("stepLimit")
            .map(value -> OptionalLong.of(positive(value)))
            .orElse(OptionalLong.empty()),
        said.nearest("timeLimit").map(Settings::positiveDuration),
        said.nearest("steps")
            .or(() -> parameter(context, STEPS_PARAMETER))
            .map(Settings::count)
            .orElse(STEPS),
        isSet(said, "nested"),
        isSet(said, "outside"),
        said.nearest("answers").map(Settings::answers),
        isSet(said, "debug"),
        isSet(said, "timeMayPass"),
        exploring(said, context),
        replay(context).or(() -> said.nearest("replay").map(Settings::schedule)),
        parameter(context, "heddle.replayWhatFits")
            .map(value -> Boolean.parseBoolean(value.value().toString()))
            .orElseGet(() -> isSet(said, "replayWhatFits")));
  }

  /** Describes the loop of a test that is run once. */
  Loop.Builder loop() {
    Loop.Builder builder =
        describe(Loop.builder()).callSites(true).traceLimit(Math.max(KEPT_STEPS, steps));
    Policy policy = exploring.policyOfOneRun();
    return policy == null ? builder : builder.policy(policy);
  }

  /** Whether the test is run in more than one schedule, or in one of those. */
  boolean explores() {
    return exploring.isSearch() || replay.isPresent();
  }

  /** The policy that replays a schedule; {@code told} gets how much of it has matched. */
  Policy replaying(Schedule schedule, Consumer<String> told) {
    return whatFits ? Policies.replayWhatFits(schedule, told) : Policies.replay(schedule);
  }

  /** Says about the loop what the test says. */
  Loop.Builder describe(Loop.Builder loop) {
    Loop.Builder builder =
        loop.patience(patience)
            .nested(nested)
            .outside(outside)
            .debug(debug)
            .timeMayPass(timeMayPass);
    start.ifPresent(builder::start);
    answers.ifPresent(builder::answers);
    stepLimit.ifPresent(builder::stepLimit);
    timeLimit.ifPresent(builder::timeLimit);
    return builder;
  }

  private static Set<Problem.Kind> tolerated(Said said) {
    Set<Problem.Kind> kinds = EnumSet.noneOf(Problem.Kind.class);
    said.all("tolerate").forEach(some -> kinds.addAll(Arrays.asList((Problem.Kind[]) some)));
    return Collections.unmodifiableSet(kinds);
  }

  /** The schedule that the configuration has for a test; empty if it has none for it. */
  private static Optional<Schedule> replay(ExtensionContext context) {
    Optional<Said.Value> value =
        parameter(context, ReplayRequest.PARAMETER)
            .filter(said -> !said.value().toString().isEmpty()); // as build scripts forward nothing
    if (value.isEmpty()) {
      return Optional.empty();
    }
    ReplayRequest request = ReplayRequest.of(value.get().value().toString());
    Schedule schedule = schedule(new Said.Value(request.token(), value.get().where()));
    return request.isFor(context, schedule) ? Optional.of(schedule) : Optional.empty();
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

  private static Answers answers(Said.Value value) {
    try {
      return Answers.in(Path.of(value.value().toString()));
    } catch (InvalidPathException | IllegalStateException | UncheckedIOException e) {
      throw wrong(value, "a file of answers, or one to write (" + e.getMessage() + ")", e);
    }
  }

  private static Duration positiveDuration(Said.Value value) {
    String wanted = "a positive duration, such as PT30S";
    Duration duration = parse(value, wanted, Duration::parse);
    if (!duration.isPositive()) {
      throw wrong(value, wanted, null);
    }
    return duration;
  }

  private static Exploring exploring(Said said, ExtensionContext context) {
    OptionalLong schedules = OptionalLong.empty();
    Optional<Said.Value> number = said.nearest("schedules");
    if (number.isPresent()) {
      positive(number.get());
      schedules =
          OptionalLong.of(
              parameter(context, "heddle.schedules")
                  .or(() -> number)
                  .map(Settings::positive)
                  .get());
    }
    Optional<Duration> time = said.nearest("time").map(Settings::positiveDuration);
    Exploring exploring =
        new Exploring(
            schedules,
            isSet(said, "exhaustive"),
            said.nearest("within").map(Settings::bound).orElse(OptionalInt.empty()),
            time,
            said.nearest("policy").map(Settings::policy),
            said.nearest("policyClass").map(Settings::policyClass).orElse(null),
            said.nearest("seed").map(value -> ((long[]) value.value())[0]).orElse(0L),
            said.nearest("carriers").map(Settings::positive).orElse(1L).intValue(),
            isSet(said, "acceptIncomplete"));
    refuseContradiction(exploring, context);
    return exploring.isSearch() ? configured(exploring, context) : exploring;
  }

  /** What configuration parameters change of an exploration. */
  private static Exploring configured(Exploring said, ExtensionContext context) {
    Optional<String> policy = parameter(context, "heddle.policy").map(Settings::policy);
    boolean isNamed = policy.isPresent();
    return new Exploring(
        said.schedules(),
        said.exhaustive() && !isNamed,
        isNamed ? OptionalInt.empty() : said.within(),
        parameter(context, "heddle.time").map(Settings::positiveDuration).or(said::time),
        policy.or(said::policy),
        isNamed ? null : said.policyClass(),
        parameter(context, "heddle.seed").map(Settings::number).orElse(said.seed()),
        parameter(context, "heddle.carriers")
            .map(Settings::positive)
            .orElse((long) said.carriers())
            .intValue(),
        said.acceptIncomplete());
  }

  private static void refuseContradiction(Exploring said, ExtensionContext context) {
    boolean all = said.exhaustive() || said.within().isPresent();
    boolean named = said.policy().isPresent();
    boolean byClass = said.policyClass() != null;
    if ((all && (named || byClass)) || (named && byClass)) {
      throw new ExtensionConfigurationException(
          "Configuration error: test ["
              + context.getRequiredTestMethod()
              + "] says more than one of 'exhaustive' or 'within', 'policy', and 'policyClass'."
              + " Each of them says which schedules to run: keep one.");
    }
  }

  private static OptionalInt bound(Said.Value value) {
    int bound = (int) value.value();
    if (bound < 0) {
      throw wrong(value, "a number of deviations, 0 or more", null);
    }
    return OptionalInt.of(bound);
  }

  private static String policy(Said.Value value) {
    String name = value.value().toString();
    try {
      Policies.named(name, 0);
      return name;
    } catch (IllegalArgumentException e) {
      throw wrong(value, "the name of a policy (" + e.getMessage() + ")", e);
    }
  }

  private static Class<? extends Policy> policyClass(Said.Value value) {
    Class<? extends Policy> type = ((Class<?>[]) value.value())[0].asSubclass(Policy.class);
    try {
      Explorer.create().policy(type);
      return type;
    } catch (IllegalArgumentException e) {
      throw wrong(value, "a class that policies can be made of (" + e.getMessage() + ")", e);
    }
  }

  private static Schedule schedule(Said.Value value) {
    try {
      return Schedule.parse(value.value().toString());
    } catch (BadTokenException e) {
      throw wrong(value, "the token of a schedule (" + e.getMessage() + ")", e);
    }
  }

  private static long positive(Said.Value value) {
    String wanted = "a positive number";
    long number = parse(value, wanted, Long::parseLong);
    if (number <= 0) {
      throw wrong(value, wanted, null);
    }
    return number;
  }

  private static long number(Said.Value value) {
    return parse(value, "a number", Long::parseLong);
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
