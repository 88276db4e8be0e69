package dev.heddle.junit;

import dev.heddle.Answers;
import dev.heddle.Loop;
import dev.heddle.schedule.BadTokenException;
import dev.heddle.schedule.Policies;
import dev.heddle.schedule.Policy;
import dev.heddle.schedule.Schedule;
import dev.heddle.verdict.Problem;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * How a test is to be run: what its annotations and the configuration parameters come to.
 *
 * @param tolerate problems that do not fail the test
 * @param start the virtual wall clock at the start; empty: the loop's own default
 * @param stallTimeout how long, in real time, the loop may stand still
 * @param stepLimit how many steps a run may take; empty: the default
 * @param timeLimit how far virtual time may go; empty: to its end
 * @param steps how many of the last steps a failure shows
 * @param nested whether the loop may be run inside itself
 * @param outside whether the loop may wait for what is outside of it
 * @param answers what the test has asked outside before
 * @param debug whether slow steps are told
 * @param earlyTimeouts whether a policy may let time move on past what is ready
 * @param exploring in which schedules
 * @param replay a schedule to replay instead
 * @param lenient whether as much of it as fits is enough
 * @param summary whether an exploration that passes prints a line
 */
record Settings(
    Set<Problem.Kind> tolerate,
    Optional<Instant> start,
    Duration stallTimeout,
    OptionalLong stepLimit,
    Optional<Duration> timeLimit,
    int steps,
    boolean nested,
    boolean outside,
    Optional<Answers> answers,
    boolean debug,
    boolean earlyTimeouts,
    Exploring exploring,
    Optional<Schedule> replay,
    boolean lenient,
    boolean summary) {
  static final String STALL_TIMEOUT_PARAMETER = "heddle.stallTimeout";
  static final String STEPS_PARAMETER = "heddle.steps";

  private static final Duration STALL_TIMEOUT = Duration.ofSeconds(30);
  private static final int STEPS = 20;

  /** A loop keeps at least so many, for a test that looks at its trace itself. */
  private static final int KEPT_STEPS = 1000;

  /** Finds out how the test of {@code context} is to be run. */
  static Settings of(ExtensionContext context) {
    Said said = Said.about(context);
    return new Settings(
        tolerated(said),
        said.nearest("start").map(SettingValue::instant),
        said.nearest("stallTimeout")
            .or(() -> parameter(context, STALL_TIMEOUT_PARAMETER))
            .map(SettingValue::positiveDuration)
            .orElse(STALL_TIMEOUT),
        said.nearest("stepLimit")
            .map(value -> OptionalLong.of(value.positive()))
            .orElse(OptionalLong.empty()),
        said.nearest("timeLimit").map(SettingValue::positiveDuration),
        said.nearest("steps")
            .or(() -> parameter(context, STEPS_PARAMETER))
            .map(value -> value.count("steps"))
            .orElse(STEPS),
        said.isSet("nested"),
        said.isSet("outside"),
        said.nearest("answers").map(Settings::answers),
        said.isSet("debug"),
        said.isSet("earlyTimeouts"),
        SearchSettings.of(said, context),
        replay(context).or(() -> said.nearest("replay").map(Settings::schedule)),
        parameter(context, "heddle.lenientReplay")
            .map(SettingValue::flag)
            .orElseGet(() -> said.isSet("lenientReplay")),
        summary(context));
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
    return lenient ? Policies.lenientReplay(schedule, told) : Policies.replay(schedule);
  }

  /** Says about the loop what the test says. */
  Loop.Builder describe(Loop.Builder loop) {
    Loop.Builder builder =
        loop.stallTimeout(stallTimeout)
            .nested(nested)
            .outside(outside)
            .debug(debug)
            .earlyTimeouts(earlyTimeouts);
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
    Optional<SettingValue> value =
        parameter(context, ReplayRequest.PARAMETER)
            .filter(said -> !said.text().isEmpty()); // as build scripts forward nothing
    if (value.isEmpty()) {
      return Optional.empty();
    }
    ReplayRequest request = ReplayRequest.of(value.get().text());
    Schedule schedule = schedule(new SettingValue(request.token(), value.get().where()));
    return request.isFor(context, schedule) ? Optional.of(schedule) : Optional.empty();
  }

  static Optional<SettingValue> parameter(ExtensionContext context, String name) {
    return context
        .getConfigurationParameter(name)
        .map(value -> new SettingValue(value.strip(), "configuration parameter [" + name + "]"));
  }

  private static boolean summary(ExtensionContext context) {
    try {
      return SummaryLine.isPrinted(context.getConfigurationParameter(SummaryLine.PARAMETER));
    } catch (IllegalArgumentException e) {
      throw new ExtensionConfigurationException(String.valueOf(e.getMessage()), e);
    }
  }

  private static Answers answers(SettingValue value) {
    try {
      return Answers.in(Path.of(value.text()));
    } catch (InvalidPathException | IllegalStateException | UncheckedIOException e) {
      throw value.wrong("a file of answers, or one to write (" + e.getMessage() + ")", e);
    }
  }

  private static Schedule schedule(SettingValue value) {
    try {
      return Schedule.parse(value.text());
    } catch (BadTokenException e) {
      throw value.wrong("the token of a schedule (" + e.getMessage() + ")", e);
    }
  }
}
