package dev.heddle.specs.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.sessions.JqwikSession;
import org.junit.jupiter.api.Test;

/** Drawn programs are compared with a referee, and what differs is made small and printed. */
class DrawnSearchTest {
  /** CPython's stand-in: Heddle itself. */
  private static String agrees(String program) {
    return new ProgramRun(ProgramReader.read(program), true).result();
  }

  private static String search(Referee referee, int count, boolean expected) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8);
    JqwikSession.run(
        () -> {
          try {
            assertEquals(expected, new DrawnSearch(referee, out).run(count, 7));
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        });
    out.flush();
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** Where nothing differs, a line says so. */
  @Test
  void agreement() {
    String told = search(DrawnSearchTest::agrees, 1_500, true);
    assertTrue(told.matches("1500 programs, 0 different, Heddle's side \\d+ a second\\R"), told);
  }

  /** A referee that says otherwise about one statement is refuted by that statement alone. */
  @Test
  void differenceIsShrunkToTheStatement() {
    String told =
        search(program -> agrees(program).replace("\"caught\"", "\"seen\""), 5_000, false);
    assertTrue(told.contains("differs. Shrunk to 2 statements:"), told);
    assertTrue(told.contains("    raise Err(\"E0\")"), told);
    assertTrue(told.contains("throw new Err(\"E0\");"), told);
    assertTrue(told.contains("} catch (CancellationException e) {"), told);
  }

  /** Two that need each other stay both. */
  @Test
  void differenceOfAnOrder() {
    String told =
        search(program -> agrees(program).replace("\"done_cb\"", "\"called\""), 20_000, false);
    assertTrue(told.contains(".add_done_callback("), told);
    assertTrue(told.contains("createTask(() -> f1());"), told);
    assertFalse(told.contains("asyncio.sleep"), told);
  }

  /** A referee that ends is told. */
  @Test
  void refereeThatEnds() {
    Referee gone =
        program -> {
          throw new IOException("gone");
        };
    JqwikSession.run(
        () -> assertThrows(IOException.class, () -> new DrawnSearch(gone, System.out).run(1, 1)));
  }

  /** Every statement that is drawn has its Python and its Java, and runs. */
  @Test
  void everyStatementIsPrinted() {
    for (int number : IntStream.range(0, 128).toArray()) {
      var program = DrawnProgram.of(List.of(0, number, number));
      assertTrue(agrees(JsonText.of(program)).startsWith("{\"id\":\"drawn\""));
      assertTrue(Source.python(program).startsWith("async def main():\n    "));
      assertTrue(Source.java(program).startsWith("Object main() throws Exception {\n    "));
    }
  }
}
