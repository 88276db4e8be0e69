package dev.heddle.internal.settings;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What is set about a run, and where that was said. Immutable: {@link #with} makes another value.
 * Whatever is not set has its setting's default.
 */
public final class Settings {
  /** Nothing is set. */
  public static final Settings NONE = new Settings(new Entry<?>[0]);

  private record Entry<T>(Setting<T> setting, T value, String origin) {}

  /** By the index of their settings; null where nothing is set. */
  private final @Nullable Entry<?>[] entries;

  private Settings(@Nullable Entry<?>[] entries) {
    this.entries = entries;
  }

  /** The value of a setting: what is set, or its default. */
  public <T> T get(Setting<T> setting) {
    Entry<T> entry = entry(setting);
    return entry == null ? setting.unset() : entry.value;
  }

  /** Whether a setting was set, be it to its default. */
  public boolean isSet(Setting<?> setting) {
    return entry(setting) != null;
  }

  /** Where a value is from, such as {@code 'policy' of @Explore on [class Deposits]}. */
  public String origin(Setting<?> setting) {
    Entry<?> entry = entry(setting);
    return entry == null ? setting.name() : entry.origin;
  }

  /**
   * These settings and one more, in place of what was set.
   *
   * @throws IllegalArgumentException if the value is not legal
   */
  public <T> Settings with(Setting<T> setting, T value) {
    return with(setting, value, setting.name());
  }

  /**
   * These settings and one more, in place of what was set.
   *
   * @param origin where the value is from, for messages
   * @throws IllegalArgumentException if the value is not legal
   */
  public <T> Settings with(Setting<T> setting, T value, String origin) {
    @Nullable Entry<?>[] more = Arrays.copyOf(entries, Math.max(entries.length, setting.index + 1));
    more[setting.index] = new Entry<>(setting, setting.checked(value, origin), origin);
    return new Settings(more);
  }

  /**
   * These settings and others.
   *
   * @throws IllegalArgumentException if both set the same one, with where
   */
  public Settings and(Settings others) {
    for (Entry<?> entry : others.entries) {
      if (entry != null && isSet(entry.setting)) {
        String question = entry.setting.question();
        throw moreThanOne(
            List.of(origin(entry.setting), entry.origin),
            question == null ? "'" + entry.setting + "'" : question);
      }
    }
    return filledFrom(others, entry -> true);
  }

  /**
   * These settings, and of others what these do not set. A choice that these have made drops what
   * the others have chosen.
   */
  public Settings over(Settings others) {
    return entries.length == 0
        ? others
        : filledFrom(others, entry -> !answers(entry.setting.question()));
  }

  private Settings filledFrom(Settings others, Predicate<Entry<?>> wanted) {
    @Nullable Entry<?>[] all =
        Arrays.copyOf(entries, Math.max(entries.length, others.entries.length));
    for (int index = 0; index < others.entries.length; index++) {
      Entry<?> entry = others.entries[index];
      if (all[index] == null && entry != null && wanted.test(entry)) {
        all[index] = entry;
      }
    }
    return new Settings(all);
  }

  private boolean answers(@Nullable String question) {
    return question != null
        && Arrays.stream(entries)
            .anyMatch(entry -> entry != null && question.equals(entry.setting.question()));
  }

  /**
   * Returns these settings if no two of them answer the same question.
   *
   * @throws IllegalArgumentException otherwise, with where each was set
   */
  public Settings consistent() {
    Map<String, List<String>> origins = new LinkedHashMap<>();
    for (Entry<?> entry : entries) {
      if (entry != null && entry.setting.question() != null) {
        origins.computeIfAbsent(entry.setting.question(), q -> new ArrayList<>()).add(entry.origin);
      }
    }
    origins.forEach(
        (question, places) -> {
          if (places.size() > 1) {
            throw moreThanOne(places, question);
          }
        });
    return this;
  }

  private static IllegalArgumentException moreThanOne(List<String> places, String what) {
    return new IllegalArgumentException(
        String.join(" and ", places) + ". Each of them says " + what + ": keep one.");
  }

  @SuppressWarnings("unchecked") // the entry of a setting has its type
  private <T> @Nullable Entry<T> entry(Setting<T> setting) {
    return setting.index < entries.length ? (Entry<T>) entries[setting.index] : null;
  }

  @Override
  public String toString() {
    List<String> shown = new ArrayList<>();
    for (Entry<?> entry : entries) {
      if (entry != null) {
        shown.add(entry.setting + " = " + entry.value);
      }
    }
    return shown.toString();
  }
}
