package dev.heddle.internal.memory;

import dev.heddle.internal.site.Site;
import org.jspecify.annotations.Nullable;

/**
 * What a thread does again and again, in words.
 *
 * @param does such as {@code reads Flag.up}
 * @param value what is there; empty if that is not known
 * @param line the file and line
 */
public record Spinning(String does, String value, String line) {
  static Spinning of(Site site, @Nullable Object target, int index) {
    return new Spinning(
        site.verb() + " " + AccessWords.what(site, target, index),
        AccessWords.value(site, target, index),
        site.line);
  }
}
