package dev.heddle.specs.judge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.specs.judge.Judging.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * What CPython did with some hundred programs, kept in files so that no build needs Python;
 * conformance/regenerate-golden writes them.
 */
class GoldenTracesTest {
  private static final int MANY = 400;

  private final byte[] programs = read("programs.jsonl");
  private final byte[] traces = read("traces.jsonl");

  private static byte[] read(String name) {
    try (InputStream in = GoldenTracesTest.class.getResourceAsStream("/golden/" + name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Every program has CPython's trace, to the turn of the loop. */
  @Test
  void tracesAreThoseOfCpython() throws IOException {
    Answer judged = Judging.judge(true, programs);
    assertEquals("", judged.err());
    Answer compared = Judging.compare(programs, traces, judged.out().getBytes(UTF_8));
    assertEquals(0, compared.status(), compared.out());
    assertTrue(new String(programs, UTF_8).lines().count() >= MANY);
  }

  /** Without the turns the traces are the same but for the turns. */
  @Test
  void turnsAreTheOnlyDifferenceOfTheOption() {
    String withTurns = Judging.judge(true, programs).out();
    String without = Judging.judge(false, programs).out();
    assertEquals(without, withTurns.replaceAll("([\\[,]\\[\\d+),\\d+,\"(T\\d+|-)\"", "$1,\"$2\""));
  }
}
