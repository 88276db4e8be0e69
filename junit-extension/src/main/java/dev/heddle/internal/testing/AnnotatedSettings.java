package dev.heddle.internal.testing;

import dev.heddle.internal.search.SearchSettings;
import dev.heddle.internal.settings.Setting;
import dev.heddle.internal.settings.Settings;
import dev.heddle.verdict.Problem;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * What the annotations around a test set: on its method, on its class, and on the classes around
 * that. The nearest that sets something holds.
 */
public final class AnnotatedSettings {
  /** Nearest first. */
  private final List<Layer> layers = new ArrayList<>();

  private final List<AnnotationReader<?>> readers = new ArrayList<>(AnnotationReader.ALL);

  private final Settings settings;

  private record Layer(AnnotatedElement where, Settings settings) {}

  /**
   * Reads annotations.
   *
   * @param nearestFirst what they stand on
   * @param more readers of annotations that belong to a test framework
   * @throws IllegalArgumentException if one has an illegal value, or two contradict each other
   */
  public AnnotatedSettings(
      List<? extends AnnotatedElement> nearestFirst, List<AnnotationReader<?>> more) {
    readers.addAll(0, more);
    nearestFirst.forEach(where -> layers.add(new Layer(where, read(where).consistent())));
    settings = together();
  }

  private Settings read(AnnotatedElement where) {
    SettingsCollector collector = new SettingsCollector(where);
    readers.forEach(reader -> read(reader, where, collector));
    return collector.settings();
  }

  private static <A extends Annotation> void read(
      AnnotationReader<A> reader, AnnotatedElement where, SettingsCollector collector) {
    AnnotationSupport.findAnnotation(where, reader.type())
        .ifPresent(
            annotation -> {
              collector.read(annotation);
              reader.read().accept(annotation, collector);
            });
  }

  /** What they set together. */
  public Settings settings() {
    return settings;
  }

  private Settings together() {
    Settings all = Settings.NONE;
    Set<Problem.Kind> tolerated = Set.of();
    for (Layer layer : layers) {
      all = all.over(layer.settings);
      tolerated = AnnotationReader.union(tolerated, layer.settings.get(SearchSettings.TOLERATE));
    }
    return tolerated.isEmpty() ? all : all.with(SearchSettings.TOLERATE, tolerated);
  }

  /**
   * Whether a class sets something for other tests than this one: for those that set one of {@code
   * others}, of which it has some.
   */
  boolean isForOthers(Setting<?> setting, Collection<? extends Setting<?>> others) {
    AnnotatedElement where =
        layers.stream()
            .filter(layer -> layer.settings.isSet(setting))
            .findFirst()
            .orElseThrow()
            .where;
    return where instanceof Class<?> type && isSetBelow(type, others);
  }

  private boolean isSetBelow(Class<?> type, Collection<? extends Setting<?>> settings) {
    Stream<AnnotatedElement> methods =
        ReflectionSupport.streamMethods(type, method -> true, HierarchyTraversalMode.TOP_DOWN)
            .map(method -> method);
    Stream<Class<?>> nested = ReflectionSupport.streamNestedClasses(type, each -> true);
    return methods.anyMatch(method -> sets(method, settings))
        || nested.anyMatch(each -> sets(each, settings) || isSetBelow(each, settings));
  }

  private boolean sets(AnnotatedElement where, Collection<? extends Setting<?>> settings) {
    Settings read = read(where);
    return settings.stream().anyMatch(read::isSet);
  }
}
