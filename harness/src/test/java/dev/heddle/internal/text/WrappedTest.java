package dev.heddle.internal.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class WrappedTest {
  @Test
  void shortLinesStay() {
    String full = "  " + "x".repeat(Wrapped.COLUMNS - 2);
    assertEquals("", Wrapped.line(""));
    assertEquals(full, Wrapped.line(full));
  }

  /** A line breaks at the last blank that fits, also one that is just behind the last column. */
  @Test
  void longLinesBreakBetweenWords() {
    String word = "x".repeat(49);
    assertEquals(
        "  " + word + "\n    " + word + " y", Wrapped.line("  " + word + " " + word + " y"));
    String fits = "x".repeat(Wrapped.COLUMNS);
    assertEquals(fits + "\n    y", Wrapped.line(fits + " y"));
  }

  @Test
  void severalBreaks() {
    String word = "x".repeat(90);
    assertEquals(
        word + "\n    " + word + "\n    " + word, Wrapped.line(word + " " + word + " " + word));
  }

  /** A word is never cut, however long it is. */
  @Test
  void longWordsStayWhole() {
    String word = "x".repeat(150);
    assertEquals(word, Wrapped.line(word));
    assertEquals("  " + word + "\n    y", Wrapped.line("  " + word + " y"));
    assertEquals("a\n    " + word, Wrapped.line("a " + word));
  }
}
