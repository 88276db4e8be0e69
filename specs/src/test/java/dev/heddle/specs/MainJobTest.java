package dev.heddle.specs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.specs.documents.Documents;
import dev.heddle.specs.documents.Program;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class MainJobTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final MainJob job = new MainJob(new PrintStream(bytes, true, UTF_8));

  private String output() {
    return bytes.toString(UTF_8);
  }

  /** Everything prints what it should, and the job succeeds. */
  @Test
  void succeedsIfNothingDiffers() {
    assertTrue(job.run(Documents.programs()));
    assertTrue(
        output().endsWith("All 21 programs and the example printed what they should.\n"), output());
  }

  /** The output fits a terminal of 100 columns and needs no characters beyond ASCII. */
  @Test
  void fitsTheTerminal() {
    job.run(Documents.programs());
    assertTrue(output().lines().allMatch(line -> line.length() <= 100), output());
    assertTrue(output().chars().allMatch(c -> c < 128), output());
  }

  /** A title too long for its line does no harm. */
  @Test
  void longTitles() {
    Program program = new Program("S3d", "nowhere", "x".repeat(100), out -> out.print("hello"));
    assertTrue(job.run(List.of(program)));
  }

  /** The job prints the same in every run. */
  @Test
  void printsTheSameInEveryRun() {
    job.run(Documents.programs());
    String first = output();
    bytes.reset();
    new MainJob(new PrintStream(bytes, true, UTF_8)).run(Documents.programs());
    assertEquals(first, output());
  }

  /** A program that prints something else fails the job and is named. */
  @Test
  void failsIfAnOutputDiffers() {
    Program wrong = new Program("S3d", "nowhere", "prints something else", out -> out.print("no"));
    assertFalse(job.run(List.of(wrong)));
    assertTrue(output().endsWith("DIFFERENT: S3d\n"), output());
  }

  /** Lines that are equal, differ, are missing or too many are marked so. */
  @Test
  void marksEachLine() {
    SideBySide outputs = new SideBySide(List.of("a", "b"), List.of("a", "c", "d"));
    assertFalse(outputs.isEqual());
    assertEquals(
        List.of(row("a", "=", "a"), row("b", "!", "c"), row("", "!", "d")), outputs.rows());
    assertEquals(List.of(row("a", "!", "").strip()), stripped(List.of("a"), List.of()));
    assertEquals(List.of("!"), stripped(List.of(), List.of("")));
  }

  private static List<String> stripped(List<String> expected, List<String> printed) {
    return new SideBySide(expected, printed).rows().stream().map(String::strip).toList();
  }

  private static String row(String left, String mark, String right) {
    return String.format("  %-45s %s %s", left, mark, right);
  }

  /** A long line goes on below, and is marked once. */
  @Test
  void breaksLongLines() {
    String words = "word ".repeat(11) + "end";
    String noSpaces = "x".repeat(50);
    assertEquals(
        List.of(
            row(
                "word word word word word word word word word",
                "=",
                "word word word word word word word word word"),
            row("  word word end", " ", "  word word end"),
            row("x".repeat(45), "=", "x".repeat(45)),
            row("  xxxxx", " ", "  xxxxx")),
        new SideBySide(List.of(words, noSpaces), List.of(words, noSpaces)).rows());
  }

  /** The example takes exactly as long in virtual time as its sleeps say. */
  @Test
  void exampleRunsInVirtualTime() {
    RealJava example = RealJava.run();
    assertEquals(RealJava.EXPECTED, example.printed());
    assertEquals(Duration.ofMinutes(22).plusSeconds(30), example.time());
    assertEquals(example.trace(), RealJava.run().trace());
  }
}
