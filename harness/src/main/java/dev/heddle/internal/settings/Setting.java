package dev.heddle.internal.settings;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Something about a run that can be set. A constant, which lies in a catalogue such as {@link
 * LoopSettings}.
 *
 * @param <T> the type of its values
 */
public final class Setting<T> {
  private static final AtomicInteger COUNT = new AtomicInteger();

  /** Its place in {@link Settings}. */
  final int index = COUNT.getAndIncrement();

  private final String name;
  private final T unset;
  private final Format<T> format;
  private final @Nullable String choice;

  private Setting(String name, T unset, Format<T> format, @Nullable String choice) {
    this.name = name;
    this.unset = unset;
    this.format = format;
    this.choice = choice;
  }

  /** A setting with a default and the form that its values have. */
  public static <T> Setting<T> of(String name, T unset, Format<T> format) {
    return new Setting<>(name, unset, format, null);
  }

  /**
   * One of several settings that answer the same question, of which one may be set.
   *
   * @param question what each of them says
   */
  public static <T> Setting<T> choice(String question, String name, T unset, Format<T> format) {
    return new Setting<>(name, unset, format, question);
  }

  /** The name that builders, annotations and configuration parameters have for it. */
  public String name() {
    return name;
  }

  /** Its value unless it is set. */
  public T unset() {
    return unset;
  }

  /** The question that it answers, with others; null if it is not a choice. */
  @Nullable String question() {
    return choice;
  }

  /**
   * Reads a value.
   *
   * @param origin where the text is from, for the message
   * @throws IllegalArgumentException if the text is no legal value, with what it must be
   */
  public T read(String text, String origin) {
    return format.read(text, origin);
  }

  /**
   * Returns a legal value.
   *
   * @param origin where the value is from, for the message
   * @throws IllegalArgumentException if it is not legal, with what it must be
   */
  T checked(T value, String origin) {
    return format.checked(value, origin);
  }

  @Override
  public String toString() {
    return name;
  }
}
