package dev.heddle.internal.statics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is put back, and what is said of the rest. */
class StaticStateTest {
  private static final class Many {
    static final List<StringBuilder> TEXTS = new ArrayList<>();

    static {
      for (int i = 0; i < 1000; i++) {
        TEXTS.add(new StringBuilder("text"));
      }
    }
  }

  private static final class Constants {
    static final int NUMBER = 1;
    static final String TEXT = "text";
    static final Integer BOXED = 1000;
    static final List<String> LIST = List.of("a", "b", "c");
  }

  /** What is too much is left, and named. */
  @Test
  void whatIsCutIsNamed() {
    assertEquals(1000, Many.TEXTS.size());
    StaticState state = StaticState.begin(100);
    try {
      Many.TEXTS.get(999).append("!");
      state.putBack();
      assertEquals("text!", Many.TEXTS.get(999).toString());
      assertEquals(1, state.lost().size());
      assertTrue(
          state
              .lost()
              .get(0)
              .startsWith(
                  "static fields lead to more than 100 objects, so that some were left, of"),
          state.lost().toString());
      Many.TEXTS.get(999).setLength(4);
    } finally {
      state.end();
    }
  }

  /** Constants cost nothing. */
  @Test
  void constantsAreNotSaved() {
    assertEquals(3 + Constants.NUMBER, Constants.LIST.size() + Constants.BOXED / 1000);
    assertEquals("text", Constants.TEXT);
    Checkpoint checkpoint = new Checkpoint(new Reach(false), 1000);
    checkpoint.add(Constants.class, false);
    assertTrue(checkpoint.size() <= 1, "the array of the list: " + checkpoint.size());
  }

  /** Whoever ends last leaves nothing behind: the next search is alone. */
  @Test
  void oneSearchAtATime() {
    StaticState first = StaticState.begin();
    StaticState second = StaticState.begin();
    first.end();
    second.putBack();
    second.end();
    assertFalse(second.lost().isEmpty());
    StaticState third = StaticState.begin();
    third.putBack();
    third.end();
    assertEquals(List.of(), third.lost());
  }
}
