package dev.heddle.specs.jsr166;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a test has ended, as a worker tells it in a line of its output.
 *
 * @param index the test's place in {@link SuiteTest#all()}
 * @param suite the test's class
 * @param name the test's method
 * @param outcome {@link #PASSED}, {@link #BEGUN}, or what it has thrown
 * @param message what is known besides
 */
record Result(int index, String suite, String name, String outcome, String message) {
  /** The outcome of a test that has passed. */
  static final String PASSED = "passed";

  /** Said of a test before it runs, so that one that ends its JVM is known. */
  static final String BEGUN = "begun";

  private static final String PREFIX = "jsr166";
  private static final Pattern LINE =
      Pattern.compile(PREFIX + "\t(\\d+)\t([^\t]*)\t([^\t]*)\t([^\t]*)\t([^\t]*)");

  boolean hasPassed() {
    return outcome.equals(PASSED);
  }

  String test() {
    return suite + "." + name;
  }

  /** As a line of a worker's output. */
  String line() {
    return String.join(
        "\t",
        PREFIX,
        Integer.toString(index),
        suite,
        name,
        outcome,
        message.replaceAll("\\s+", " "));
  }

  /** Reads a line of a worker's output; null if it is something else that a test has printed. */
  static @Nullable Result of(String line) {
    Matcher match = LINE.matcher(line);
    return match.matches()
        ? new Result(
            Integer.parseInt(match.group(1)),
            match.group(2),
            match.group(3),
            match.group(4),
            match.group(5))
        : null;
  }
}
