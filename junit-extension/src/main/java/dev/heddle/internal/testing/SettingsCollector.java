package dev.heddle.internal.testing;

import dev.heddle.internal.settings.Setting;
import dev.heddle.internal.settings.Settings;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Collects what the annotations of one class or method set. */
public final class SettingsCollector {
  private final AnnotatedElement where;
  private Settings settings = Settings.NONE;

  /** The annotation that is being read. */
  private String annotation = "";

  SettingsCollector(AnnotatedElement where) {
    this.where = where;
  }

  void read(Annotation next) {
    annotation = "@" + next.annotationType().getSimpleName() + " on [" + where + "]";
  }

  /** What was set. */
  Settings settings() {
    return settings;
  }

  /** An annotation that stands for one value. */
  public <T> void set(Setting<T> setting, T value) {
    add(setting, value, annotation);
  }

  /** An annotation whose text stands for one value. */
  public <T> void read(Setting<T> setting, String text) {
    add(setting, setting.read(text, annotation), annotation);
  }

  /** An attribute, unless it has its default. */
  public <T> void attribute(String name, Setting<T> setting, T value, T unset) {
    if (!Objects.equals(value, unset)) {
      add(setting, value, origin(name));
    }
  }

  /** An attribute with a text to be read, unless that is empty. */
  public <T> void attribute(String name, Setting<T> setting, String text) {
    if (!text.isEmpty()) {
      add(setting, setting.read(text, origin(name)), origin(name));
    }
  }

  /** An attribute with a duration, unless it has its default. */
  public void attribute(String name, Setting<Duration> setting, long value, TimeUnit unit) {
    if (value != Long.MAX_VALUE) {
      add(setting, duration(value, unit), origin(name));
    }
  }

  /** An attribute that can set one thing or another; {@code byOrigin} gets where it stands. */
  void attribute(String name, Function<String, Settings> byOrigin) {
    settings = settings.and(byOrigin.apply(origin(name)));
  }

  /** A setting whose values add up. */
  <T> void add(Setting<T> setting, UnaryOperator<T> addition) {
    settings = settings.with(setting, addition.apply(settings.get(setting)), annotation);
  }

  private <T> void add(Setting<T> setting, T value, String origin) {
    settings = settings.and(Settings.NONE.with(setting, value, origin));
  }

  private String origin(String attribute) {
    return "'" + attribute + "' of " + annotation;
  }

  static Duration duration(long value, TimeUnit unit) {
    try {
      return Duration.of(value, unit.toChronoUnit());
    } catch (ArithmeticException e) {
      return Duration.ofSeconds(value < 0 ? Long.MIN_VALUE : Long.MAX_VALUE);
    }
  }
}
