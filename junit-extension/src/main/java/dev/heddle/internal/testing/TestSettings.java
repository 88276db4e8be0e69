package dev.heddle.internal.testing;

import dev.heddle.Loop;
import dev.heddle.LoopBuilder;
import dev.heddle.LoopControl;
import dev.heddle.explore.Explorer;
import dev.heddle.explore.ExplorerControl;
import dev.heddle.internal.search.SearchSettings;
import dev.heddle.internal.settings.LoopSettings;
import dev.heddle.internal.settings.Setting;
import dev.heddle.internal.settings.Settings;
import dev.heddle.schedule.Policies;
import dev.heddle.schedule.Policy;
import dev.heddle.schedule.Schedule;
import dev.heddle.verdict.Problem;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** How a test is to be run: what annotations and configuration parameters say together. */
public final class TestSettings {
  /** A loop keeps at least so many, for a test that looks at its trace itself. */
  private static final int KEPT_STEPS = 1000;

  private final Settings settings;

  private TestSettings(Settings settings) {
    this.settings = settings;
  }

  /**
   * Puts together what a test says and what its build says.
   *
   * @param parameters the configuration parameters, by name
   * @throws IllegalArgumentException if a value is illegal
   */
  public static TestSettings of(
      AnnotatedSettings annotated, Function<String, Optional<String>> parameters) {
    Parameters configured = new Parameters(parameters);
    Settings said = annotated.settings();
    Settings search = configured.ofSearch(said);
    return new TestSettings(
        configured
            .first(RunSettings.LENIENT_REPLAY)
            .over(configured.first(RunSettings.SUMMARY))
            .over(search)
            .over(said)
            .over(configured.first(LoopSettings.STALL_TIMEOUT))
            .over(configured.first(SearchSettings.FRESH_STATICS))
            .over(configured.first(RunSettings.SHOWN_STEPS)));
  }

  /** These, with another schedule to replay. */
  public TestSettings replaying(Schedule schedule) {
    return new TestSettings(settings.with(RunSettings.REPLAY, Optional.of(schedule)));
  }

  /** The value of a setting. */
  public <T> T get(Setting<T> setting) {
    return settings.get(setting);
  }

  public Duration stallTimeout() {
    return settings.get(LoopSettings.STALL_TIMEOUT);
  }

  /** Problems that do not fail the test. */
  public Set<Problem.Kind> tolerated() {
    return settings.get(SearchSettings.TOLERATE);
  }

  /** Whether the test is run in more than one schedule, or in one of those. */
  public boolean explores() {
    return isSearch(settings) || settings.get(RunSettings.REPLAY).isPresent();
  }

  static boolean isSearch(Settings settings) {
    return settings.isSet(SearchSettings.SCHEDULES)
        || settings.isSet(SearchSettings.TIME)
        || SearchSettings.wantsAll(settings);
  }

  /** Describes the loop of a test that is run once. */
  LoopBuilder loop() {
    LoopBuilder builder =
        describe(Loop.builder())
            .callSites(true)
            .traceLimit(Math.max(KEPT_STEPS, settings.get(RunSettings.SHOWN_STEPS)));
    return settings.isSet(SearchSettings.POLICY)
        ? builder.policy(
            settings.get(SearchSettings.POLICY).bySeed().apply(settings.get(SearchSettings.SEED)))
        : builder;
  }

  /** Says about the loop what the test says. */
  public LoopBuilder describe(LoopBuilder loop) {
    return withAnswers(LoopControl.settings(loop, settings));
  }

  /** Describes the search, and its loops. */
  public Explorer explorer() {
    return ExplorerControl.explorer(settings).loops(this::withAnswers);
  }

  private LoopBuilder withAnswers(LoopBuilder loop) {
    settings.get(RunSettings.ANSWERS).ifPresent(loop::answers);
    return loop;
  }

  /** The policy that replays a schedule; {@code told} gets how much of it has matched. */
  public Policy replaying(Schedule schedule, Consumer<String> told) {
    return settings.get(RunSettings.LENIENT_REPLAY)
        ? Policies.lenientReplay(schedule, told)
        : Policies.replay(schedule);
  }
}
