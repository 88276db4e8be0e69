package dev.heddle.junit.documents;

import static dev.heddle.junit.documents.DocumentKit.failureOf;
import static dev.heddle.junit.documents.DocumentKit.passes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.AssertionFailedError;

/** A document's program is run, and what it prints is compared with the block below it. */
class DocumentsTest {
  private static final String TWO_TASKS =
      """
      # Two tasks

      ´´´java run
      Task<String> a = loop.createTask(() -> answer(2));
      Task<String> b = loop.createTask(() -> answer(1));
      print(a.await(), b.await());

      String answer(int seconds) throws InterruptedException {
        Thread.sleep(Duration.ofSeconds(seconds));
        print("answering", seconds);
        return "after " + seconds;
      }
      ´´´

      It prints

      ´´´output
      answering 1
      answering 2
      after 2 after 1
      ´´´
      """;

  @TempDir Path directory;

  @Test
  void programThatPrintsWhatTheDocumentSaysPasses() {
    passes(1, directory, TWO_TASKS);
  }

  @Test
  void otherOutputFailsAtItsLineAsAComparison() {
    Throwable failure = failureOf(directory, TWO_TASKS.replace("answering 2\n", "answering 3\n"));
    AssertionFailedError error = assertInstanceOf(AssertionFailedError.class, failure);
    assertEquals(
        "answering 1\nanswering 3\nafter 2 after 1", error.getExpected().getStringRepresentation());
    assertEquals(
        "answering 1\nanswering 2\nafter 2 after 1", error.getActual().getStringRepresentation());
    assertEquals("document.line(page.md:19)", error.getStackTrace()[0].toString());
  }
}
