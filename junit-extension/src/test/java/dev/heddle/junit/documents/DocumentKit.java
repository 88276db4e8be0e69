package dev.heddle.junit.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectFile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** Runs documents by JUnit's test kit. */
final class DocumentKit {
  private DocumentKit() {}

  static EngineExecutionResults run(DiscoverySelector... selectors) {
    return EngineTestKit.engine("heddle-documents").selectors(selectors).execute();
  }

  /** Writes a document; a fence is written as three acute accents, as text blocks read better. */
  static Path write(Path directory, String text) {
    try {
      Path file = directory.resolve("page.md");
      Files.writeString(file, text.replace("´", "`"));
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static EngineExecutionResults run(Path directory, String text) {
    return run(selectFile(write(directory, text).toString()));
  }

  /** Runs a document whose tests all succeed, so many. */
  static void passes(int tests, Path directory, String text) {
    EngineExecutionResults results = run(directory, text);
    for (Throwable failure : failures(results)) {
      throw new AssertionError("the document failed", failure);
    }
    results.testEvents().assertStatistics(s -> s.started(tests).succeeded(tests));
  }

  /** Runs a document of which one test fails; returns what that failed with. */
  static Throwable failureOf(Path directory, String text) {
    List<Throwable> failures = failures(run(directory, text));
    assertEquals(1, failures.size(), failures::toString);
    return failures.get(0);
  }

  /** What the one failing test of a document says, without the directory of the document. */
  static String messageOf(Path directory, String text) {
    String message = String.valueOf(failureOf(directory, text).getMessage());
    return message.replace(directory.toString().replace('\\', '/') + "/", "");
  }

  static List<Throwable> failures(EngineExecutionResults results) {
    return results.allEvents().failed().stream()
        .map(Event::getPayload)
        .map(payload -> (TestExecutionResult) payload.orElseThrow())
        .map(result -> result.getThrowable().orElseThrow())
        .toList();
  }
}
