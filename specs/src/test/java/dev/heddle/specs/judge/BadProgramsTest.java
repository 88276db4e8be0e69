package dev.heddle.specs.judge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.specs.judge.Judging.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is no program is refused, and the message says what is wrong and where. */
class BadProgramsTest {
  private static final String GOOD = "{\"id\":1,\"funcs\":{\"main\":[]}}";

  /** The file has each bad program in a line, and what is said of it in the next. */
  static List<Arguments> badPrograms() throws IOException {
    String file = "/judge/bad-programs.txt";
    try (InputStream in = BadProgramsTest.class.getResourceAsStream(file)) {
      List<String> lines =
          new String(Objects.requireNonNull(in).readAllBytes(), UTF_8).lines().toList();
      List<Arguments> cases = new ArrayList<>();
      for (int i = 0; i < lines.size(); i += 2) {
        cases.add(Arguments.of(lines.get(i), lines.get(i + 1).strip()));
      }
      return cases;
    }
  }

  @ParameterizedTest
  @MethodSource("badPrograms")
  void messageSaysWhatIsWrongAndWhere(String program, String message) {
    Answer answer = Judging.judge(program);
    assertEquals("judge: line 1: " + message, answer.err().strip());
    assertEquals(2, answer.status());
    assertEquals("", answer.out());
  }

  /** Blank lines are skipped but counted, and the traces before the bad line are written. */
  @Test
  void nothingBeforeTheBadLineIsLost() {
    Answer answer = Judging.judge(GOOD + "\n\n" + GOOD + "\n{}\n" + GOOD + "\n");
    assertEquals(2, answer.out().lines().count());
    assertEquals("judge: line 4: $: \"funcs\" is missing", answer.err().strip());
  }

  /** A line that is no text spoils none before it either. */
  @Test
  void notUtf8() {
    Answer answer = Judging.judge(false, (GOOD + "\n{\"id\":\"\u00e9\"}").getBytes(ISO_8859_1));
    assertEquals(1, answer.out().lines().count());
    assertEquals("judge: line 2: not UTF-8: Input length = 1", answer.err().strip());
  }

  /** What is nested too deep to be run is refused, however deep. */
  @Test
  void nestedTooDeep() {
    String deep = "[".repeat(1_000_000);
    String error = Judging.judge("{\"funcs\":{\"main\":" + deep).err().strip();
    assertTrue(error.endsWith("...: arrays and objects are nested more than 500 deep"), error);
    assertTrue(error.startsWith("judge: line 1: $.funcs.main[0][0]"), error);
  }

  /** A program that is nested as deep as is allowed is run. */
  @Test
  void nestedJustDeepEnough() {
    int depth = 248;
    String open = "[[\"repeat\",1,".repeat(depth);
    String close = "]]".repeat(depth);
    Answer answer = Judging.judge("{\"funcs\":{\"main\":" + open + "[]" + close + "}}");
    assertEquals("", answer.err());
    assertTrue(answer.out().contains("[\"ok\",null]"));
  }

  /** No input is no error. */
  @Test
  void noPrograms() {
    assertEquals(new Answer(0, "", ""), Judging.judge(""));
  }
}
