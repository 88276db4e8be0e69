package dev.heddle.junit;

import dev.heddle.internal.search.SearchSettings;
import dev.heddle.internal.testing.AnnotatedSettings;
import dev.heddle.internal.testing.AnnotationReader;
import dev.heddle.internal.testing.IdleSettings;
import dev.heddle.internal.testing.RunSettings;
import dev.heddle.internal.testing.SettingsCollector;
import dev.heddle.internal.testing.TestSettings;
import dev.heddle.schedule.Schedule;
import java.lang.reflect.AnnotatedElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Finds out how a test of Jupiter is to be run. What is wrong is a configuration error. */
final class JupiterSettings {
  private static final List<AnnotationReader<?>> OF_JUPITER =
      List.of(new AnnotationReader<>(HeddleTest.class, JupiterSettings::read));

  private JupiterSettings() {}

  static TestSettings of(ExtensionContext context) {
    try {
      AnnotatedSettings annotated = new AnnotatedSettings(annotated(context), OF_JUPITER);
      IdleSettings.refuse(annotated);
      TestSettings settings = TestSettings.of(annotated, context::getConfigurationParameter);
      return replay(context).map(settings::replaying).orElse(settings);
    } catch (IllegalArgumentException e) {
      throw new ExtensionConfigurationException("Configuration error: " + e.getMessage(), e);
    }
  }

  /** The method, its class, and the classes around it. */
  private static List<AnnotatedElement> annotated(ExtensionContext context) {
    List<AnnotatedElement> nearestFirst = new ArrayList<>();
    context.getTestMethod().ifPresent(nearestFirst::add);
    context.getTestClass().ifPresent(nearestFirst::add);
    nearestFirst.addAll(context.getEnclosingTestClasses().reversed());
    return nearestFirst;
  }

  private static void read(HeddleTest test, SettingsCollector collector) {
    collector.attribute("schedules", SearchSettings.SCHEDULES, test.schedules(), 0L);
    collector.attribute("exhaustive", SearchSettings.EXHAUSTIVE, test.exhaustive(), false);
    collector.attribute("replay", RunSettings.REPLAY, test.replay());
    AnnotationReader.tolerate(collector, test.tolerate());
  }

  /** The schedule that the configuration has for a test; empty if it has none for it. */
  private static Optional<Schedule> replay(ExtensionContext context) {
    String origin = "configuration parameter [" + ReplayRequest.PARAMETER + "]";
    return context
        .getConfigurationParameter(ReplayRequest.PARAMETER)
        .map(String::strip)
        .filter(text -> !text.isEmpty()) // as build scripts forward nothing
        .map(ReplayRequest::of)
        .flatMap(
            request ->
                RunSettings.REPLAY
                    .read(request.token(), origin)
                    .filter(schedule -> request.isFor(context, schedule)));
  }
}
