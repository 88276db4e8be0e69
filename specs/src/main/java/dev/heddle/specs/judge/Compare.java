package dev.heddle.specs.judge;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The command: compares two files of traces and shows the first difference next to its program.
 *
 * <p>Exit status: 0 if there is none, 1 if there is one, 2 for bad usage or input.
 */
public final class Compare {
  private static final String USAGE = "usage: compare programs.jsonl cpython.jsonl heddle.jsonl";
  private static final int FILES = 3;

  private final PrintStream out;
  private long compared;
  private long different;

  Compare(PrintStream out) {
    this.out = out;
  }

  /** Runs the command. */
  public static void main(String[] args) throws IOException {
    if (args.length != FILES) {
      System.err.println(USAGE);
      System.exit(2);
    }
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    int status;
    try (InputStream programs = Files.newInputStream(Path.of(args[0]));
        InputStream expected = Files.newInputStream(Path.of(args[1]));
        InputStream actual = Files.newInputStream(Path.of(args[2]))) {
      status = new Compare(out).run(new Lines(programs), new Lines(expected), new Lines(actual));
    } catch (BadInput e) {
      System.err.println("compare: " + e.getMessage());
      status = 2;
    }
    out.flush();
    System.exit(status);
  }

  /** Compares line by line; returns the exit status. */
  int run(Lines programs, Lines expected, Lines actual) throws IOException {
    for (String program = programs.next(); program != null; program = programs.next()) {
      if (!program.isBlank()) {
        compare(program, expected.next(), actual.next());
      }
    }
    boolean more = expected.next() != null || actual.next() != null;
    if (more) {
      out.println("There are more traces than programs.");
    }
    out.println(compared + " programs, " + different + " different");
    return different == 0 && !more ? 0 : 1;
  }

  private void compare(String program, @Nullable String expected, @Nullable String actual) {
    compared++;
    if (expected != null && Objects.equals(expected, actual)) {
      return;
    }
    Difference difference = Difference.between(result(expected), result(actual));
    if (difference != null && different++ == 0) {
      out.println(difference.report(Json.read(program)));
    }
  }

  private static @Nullable Object result(@Nullable String line) {
    return line == null ? null : Json.read(line);
  }
}
