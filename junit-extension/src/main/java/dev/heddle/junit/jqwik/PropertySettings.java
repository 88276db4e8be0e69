package dev.heddle.junit.jqwik;

import dev.heddle.Loop;
import dev.heddle.LoopBuilder;
import dev.heddle.internal.search.SearchSettings;
import dev.heddle.internal.settings.LoopSettings;
import dev.heddle.internal.settings.Setting;
import dev.heddle.internal.settings.Settings;
import dev.heddle.internal.testing.AnnotatedSettings;
import dev.heddle.internal.testing.RunSettings;
import dev.heddle.internal.testing.TestSettings;
import dev.heddle.testing.EarlyTimeouts;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.JqwikException;
import net.jqwik.api.lifecycle.Lifespan;
import net.jqwik.api.lifecycle.MethodLifecycleContext;
import net.jqwik.api.lifecycle.Store;
import org.junit.platform.commons.support.AnnotationSupport;

/** How the loops of a property are to be: what the annotations around it say. */
final class PropertySettings {
  /** So many steps a try may take. */
  static final long STEPS = 1_000_000;

  /** What jqwik draws, or is not shown. */
  private static final List<Setting<?>> IDLE =
      List.of(
          SearchSettings.SCHEDULES,
          SearchSettings.EXHAUSTIVE,
          SearchSettings.MAX_DEVIATIONS,
          SearchSettings.TIME,
          SearchSettings.POLICY,
          SearchSettings.SEED,
          SearchSettings.THREADS,
          SearchSettings.ACCEPT_INCOMPLETE,
          RunSettings.REPLAY,
          RunSettings.SHOWN_STEPS);

  private PropertySettings() {}

  /** Those of the property that runs; they are read once, and not for each try. */
  static TestSettings ofProperty(MethodLifecycleContext context) {
    return Store.<TestSettings>getOrCreate(
            PropertySettings.class, Lifespan.PROPERTY, () -> of(context))
        .get();
  }

  /** What annotations say: on the method, on its class, and on those around that. */
  private static TestSettings of(MethodLifecycleContext context) {
    List<AnnotatedElement> nearestFirst = new ArrayList<>(List.of(context.targetMethod()));
    for (Class<?> type = context.containerClass(); type != null; type = type.getEnclosingClass()) {
      nearestFirst.add(type);
    }
    try {
      AnnotatedSettings annotated = new AnnotatedSettings(nearestFirst, List.of());
      refuseIdle(annotated.settings());
      refuseIdleEarlyTimeouts(context, annotated.settings());
      return TestSettings.of(annotated, PropertySettings::parameter);
    } catch (IllegalArgumentException e) {
      throw new JqwikException("Configuration error: " + e.getMessage(), e);
    }
  }

  private static void refuseIdle(Settings said) {
    for (Setting<?> setting : IDLE) {
      if (said.isSet(setting)) {
        throw new IllegalArgumentException(
            said.origin(setting)
                + " has no effect: a property draws its schedules, one for each try. Remove it, or"
                + " take a DrawnSchedule or DrawnPolicy as a parameter.");
      }
    }
  }

  /** A class may have it for those of its properties that draw. */
  private static void refuseIdleEarlyTimeouts(MethodLifecycleContext context, Settings said) {
    boolean onMethod = AnnotationSupport.isAnnotated(context.targetMethod(), EarlyTimeouts.class);
    Stream<Method> users =
        onMethod ? Stream.of(context.targetMethod()) : methods(context.containerClass());
    if (said.isSet(LoopSettings.EARLY_TIMEOUTS) && users.noneMatch(PropertySettings::draws)) {
      throw new IllegalArgumentException(
          said.origin(LoopSettings.EARLY_TIMEOUTS)
              + " has no effect: everything goes in the default order. Draw a DrawnSchedule, a"
              + " DrawnPolicy or a DrawnSeed, or remove it.");
    }
  }

  private static Stream<Method> methods(Class<?> type) {
    return Stream.<Class<?>>iterate(type, Objects::nonNull, Class::getSuperclass)
        .flatMap(each -> Arrays.stream(each.getDeclaredMethods()));
  }

  private static boolean draws(Method property) {
    return Arrays.stream(property.getParameterTypes()).anyMatch(Drawn.class::isAssignableFrom);
  }

  /** jqwik has no configuration parameters of others. */
  private static Optional<String> parameter(String name) {
    return Optional.ofNullable(System.getProperty(name));
  }

  /** Describes the loop of a try. */
  static LoopBuilder loop() {
    return Loop.builder().stepLimit(STEPS);
  }
}
