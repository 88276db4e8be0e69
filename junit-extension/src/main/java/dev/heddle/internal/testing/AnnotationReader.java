package dev.heddle.internal.testing;

import dev.heddle.internal.search.PolicyChoice;
import dev.heddle.internal.search.SearchSettings;
import dev.heddle.internal.settings.LoopSettings;
import dev.heddle.internal.settings.Settings;
import dev.heddle.schedule.Policy;
import dev.heddle.testing.EarlyTimeouts;
import dev.heddle.testing.Explore;
import dev.heddle.testing.FreshStatics;
import dev.heddle.testing.NestedLoops;
import dev.heddle.testing.Outside;
import dev.heddle.testing.Points;
import dev.heddle.testing.RecordedAnswers;
import dev.heddle.testing.Replay;
import dev.heddle.testing.ReportSlowSteps;
import dev.heddle.testing.ShownSteps;
import dev.heddle.testing.StallTimeout;
import dev.heddle.testing.StepLimit;
import dev.heddle.testing.Tolerate;
import dev.heddle.testing.VirtualTime;
import dev.heddle.verdict.Problem;
import java.lang.annotation.Annotation;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Reads the settings of one kind of annotation.
 *
 * @param <A> the annotation
 * @param type its class
 * @param read tells what it sets
 */
public record AnnotationReader<A extends Annotation>(
    Class<A> type, BiConsumer<A, SettingsCollector> read) {
  /** Of the annotations that no test framework owns. */
  static final List<AnnotationReader<?>> ALL =
      List.of(
          new AnnotationReader<>(Explore.class, AnnotationReader::explore),
          new AnnotationReader<>(Replay.class, AnnotationReader::replay),
          new AnnotationReader<>(
              Tolerate.class, (tolerate, collector) -> tolerate(collector, tolerate.value())),
          new AnnotationReader<>(VirtualTime.class, AnnotationReader::virtualTime),
          new AnnotationReader<>(
              StallTimeout.class,
              (limit, collector) ->
                  collector.set(
                      LoopSettings.STALL_TIMEOUT,
                      SettingsCollector.duration(limit.value(), limit.unit()))),
          new AnnotationReader<>(
              StepLimit.class,
              (limit, collector) -> collector.set(LoopSettings.STEP_LIMIT, limit.value())),
          new AnnotationReader<>(
              Outside.class,
              (outside, collector) -> collector.set(LoopSettings.OUTSIDE, outside.value())),
          new AnnotationReader<>(
              RecordedAnswers.class,
              (answers, collector) -> collector.read(RunSettings.ANSWERS, answers.value())),
          new AnnotationReader<>(
              EarlyTimeouts.class,
              (early, collector) -> collector.set(LoopSettings.EARLY_TIMEOUTS, early.value())),
          new AnnotationReader<>(Points.class, AnnotationReader::points),
          new AnnotationReader<>(
              FreshStatics.class,
              (fresh, collector) -> collector.set(SearchSettings.FRESH_STATICS, fresh.value())),
          new AnnotationReader<>(
              NestedLoops.class,
              (nested, collector) -> collector.set(LoopSettings.NESTED, nested.value())),
          new AnnotationReader<>(
              ReportSlowSteps.class,
              (slow, collector) -> collector.set(LoopSettings.DEBUG, slow.value())),
          new AnnotationReader<>(
              ShownSteps.class,
              (shown, collector) -> collector.set(RunSettings.SHOWN_STEPS, shown.value())));

  private static void explore(Explore explore, SettingsCollector collector) {
    collector.attribute("schedules", SearchSettings.SCHEDULES, explore.schedules(), 0L);
    collector.attribute("exhaustive", SearchSettings.EXHAUSTIVE, explore.exhaustive(), false);
    collector.attribute(
        "maxDeviations",
        SearchSettings.MAX_DEVIATIONS,
        explore.maxDeviations(),
        SearchSettings.MAX_DEVIATIONS.unset());
    collector.attribute("time", SearchSettings.TIME, explore.time(), explore.unit());
    if (!explore.policy().isEmpty()) {
      collector.attribute(
          "policy", origin -> SearchSettings.withPolicy(Settings.NONE, explore.policy(), origin));
    }
    if (explore.policyClass() != Policy.class) {
      collector.attribute("policyClass", origin -> ofClass(explore.policyClass(), origin));
    }
    collector.attribute("seed", SearchSettings.SEED, explore.seed(), 0L);
    collector.attribute("threads", SearchSettings.THREADS, explore.threads(), 1);
    collector.attribute(
        "acceptIncomplete", SearchSettings.ACCEPT_INCOMPLETE, explore.acceptIncomplete(), false);
  }

  private static Settings ofClass(Class<? extends Policy> policy, String origin) {
    try {
      return Settings.NONE.with(SearchSettings.POLICY, PolicyChoice.ofClass(policy), origin);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          origin
              + " must be a class that policies can be made of ("
              + e.getMessage()
              + "), and is ["
              + policy
              + "].",
          e);
    }
  }

  private static void points(Points points, SettingsCollector collector) {
    collector.set(LoopSettings.POINTS, points.value());
    collector.attribute("include", LoopSettings.INCLUDED, List.of(points.include()), List.of());
    collector.attribute("exclude", LoopSettings.EXCLUDED, List.of(points.exclude()), List.of());
  }

  private static void replay(Replay replay, SettingsCollector collector) {
    collector.read(RunSettings.REPLAY, replay.value());
    collector.attribute("lenient", RunSettings.LENIENT_REPLAY, replay.lenient(), false);
  }

  private static void virtualTime(VirtualTime time, SettingsCollector collector) {
    collector.attribute("start", LoopSettings.START, time.start());
    collector.attribute("limit", LoopSettings.TIME_LIMIT, time.limit(), time.unit());
  }

  /** Adds problems that do not fail the test. */
  public static void tolerate(SettingsCollector collector, Problem.Kind... kinds) {
    if (kinds.length > 0) {
      collector.add(SearchSettings.TOLERATE, tolerated -> union(tolerated, Set.of(kinds)));
    }
  }

  static Set<Problem.Kind> union(Set<Problem.Kind> some, Set<Problem.Kind> others) {
    Set<Problem.Kind> all = EnumSet.noneOf(Problem.Kind.class);
    all.addAll(some);
    all.addAll(others);
    return Set.copyOf(all);
  }
}
