package dev.heddle.specs.judge;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;

/** Runs the judge and the comparer as their commands do, in this JVM. */
final class Judging {
  private Judging() {}

  /**
   * What a command answered.
   *
   * @param status its exit status
   * @param out what it wrote to standard output
   * @param err what it wrote to standard error
   */
  record Answer(int status, String out, String err) {}

  static Answer judge(boolean withTurns, byte[] input) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream errors = new PrintStream(err, true, UTF_8);
    Judge judge = new Judge(withTurns, new ByteArrayInputStream(input), out, errors);
    try {
      return new Answer(judge.runOnCarrier(), out.toString(UTF_8), err.toString(UTF_8));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Runs programs, one a line. */
  static Answer judge(String programs) {
    return judge(false, programs.getBytes(UTF_8));
  }

  static Answer compare(byte[] programs, byte[] expected, byte[] actual) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int status =
        new Compare(new PrintStream(out, true, UTF_8))
            .run(lines(programs), lines(expected), lines(actual));
    return new Answer(status, out.toString(UTF_8), "");
  }

  private static Lines lines(byte[] bytes) {
    return new Lines(new ByteArrayInputStream(bytes));
  }
}
