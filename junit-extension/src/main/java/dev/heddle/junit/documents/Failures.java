package dev.heddle.junit.documents;

import org.jspecify.annotations.Nullable;
import org.opentest4j.AssertionFailedError;

/** Makes failures that point into a document. */
final class Failures {
  private Failures() {}

  /** Something is not as the document has it, as text against text. */
  static AssertionFailedError differs(
      Page page, int line, String message, String expected, String actual) {
    String text =
        at(page, line, message)
            + "\nexpected:\n"
            + indent(expected)
            + "but was:\n"
            + indent(actual);
    return pointing(page, line, new AssertionFailedError(text.stripTrailing(), expected, actual));
  }

  /** Something is wrong that is no comparison. */
  static AssertionFailedError wrong(
      Page page, int line, String message, @Nullable Throwable cause) {
    return pointing(page, line, new AssertionFailedError(at(page, line, message), cause));
  }

  private static String indent(String text) {
    return text.isEmpty() ? "  (nothing)\n" : text.indent(2);
  }

  private static String at(Page page, int line, String message) {
    return page.name() + ":" + line + ": " + message;
  }

  private static AssertionFailedError pointing(Page page, int line, AssertionFailedError failure) {
    String file = String.valueOf(page.file().getFileName());
    failure.setStackTrace(
        new StackTraceElement[] {new StackTraceElement("document", "line", file, line)});
    return failure;
  }
}
