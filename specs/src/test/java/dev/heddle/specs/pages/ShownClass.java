package dev.heddle.specs.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/**
 * A class of tests as a page shows it, with its imports and without a package. It is compiled and
 * run, and may fail: that is what its page shows.
 */
final class ShownClass {
  private static final Pattern NAME = Pattern.compile("^class (\\w+) ", Pattern.MULTILINE);

  private final EngineExecutionResults results;

  private ShownClass(EngineExecutionResults results) {
    this.results = results;
  }

  static ShownClass run(Path folder, String source) throws IOException, ClassNotFoundException {
    Matcher matcher = NAME.matcher(source);
    assertTrue(matcher.find(), source);
    Path file = Files.writeString(folder.resolve(matcher.group(1) + ".java"), source);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    int status =
        compiler.run(
            null,
            null,
            null,
            "-proc:none",
            "-g",
            "-parameters",
            "-cp",
            System.getProperty("java.class.path"),
            "-d",
            folder.toString(),
            file.toString());
    assertEquals(0, status, source);
    URL[] urls = {folder.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(urls, ShownClass.class.getClassLoader())) {
      return new ShownClass(
          EngineTestKit.engine("junit-jupiter")
              .selectors(selectClass(Class.forName(matcher.group(1), false, loader)))
              .configurationParameter("heddle.failures", "none")
              .execute());
    }
  }

  /** The exception of its one failure, with what is told beside it. */
  String failure() {
    List<Throwable> failures =
        results.testEvents().failed().stream()
            .map(event -> event.getRequiredPayload(TestExecutionResult.class))
            .map(result -> result.getThrowable().orElseThrow())
            .toList();
    assertEquals(1, failures.size());
    return failures.get(0) + "\n\tSuppressed: " + failures.get(0).getSuppressed()[0];
  }

  /** How many tests have passed; none may have failed. */
  long passed() {
    results.testEvents().assertStatistics(events -> events.failed(0));
    return results.testEvents().succeeded().count();
  }

  /** What was tried, as the line of a search that passes says. */
  List<String> summaries() {
    return results.testEvents().reportingEntryPublished().stream()
        .map(event -> event.getRequiredPayload(ReportEntry.class))
        .flatMap(entry -> entry.getKeyValuePairs().values().stream())
        .toList();
  }

  /**
   * That a page shows this text: line by line, where a line of the page that ends in an ellipsis
   * stands for all that begin like it.
   */
  static void assertShows(String page, String text) {
    List<String> shown = page.lines().toList();
    List<String> lines = text.lines().toList();
    assertEquals(lines.size(), shown.size(), text);
    for (int i = 0; i < lines.size(); i++) {
      String line = shown.get(i);
      boolean open = line.endsWith("…") && !lines.get(i).endsWith("…");
      String expected = open ? line.substring(0, line.length() - 1) : line;
      assertEquals(expected, open ? start(lines.get(i), expected) : lines.get(i), text);
    }
  }

  private static String start(String line, String like) {
    return line.substring(0, Math.min(line.length(), like.length()));
  }
}
