package dev.heddle.junit.documents;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A document, read.
 *
 * @param name as it was named, with slashes
 * @param file where it is
 * @param items what becomes tests, in order
 */
record Page(String name, Path file, List<PageItem> items) {
  /** Reads a document; what is wrong with it is among its items. */
  static Page read(String name, Path file) {
    try {
      return new Page(name, file, items(Files.readAllLines(file)));
    } catch (IOException e) {
      return broken(
          name, file, "The document [" + file.toAbsolutePath() + "] is not readable: " + e);
    }
  }

  private static List<PageItem> items(List<String> lines) {
    try {
      return new PageReader(Markdown.of(lines)).items();
    } catch (LinkageError e) {
      return itemsWithoutLibrary(lines, e);
    }
  }

  /** Only what may be a document with programs fails; other engines may have Markdown too. */
  private static List<PageItem> itemsWithoutLibrary(List<String> lines, LinkageError e) {
    String message =
        "Documents need commonmark-java. Add [org.commonmark:commonmark] to the dependencies of the"
            + " tests. ("
            + e
            + ")";
    return lines.stream().anyMatch(InfoString::opensProgram)
        ? List.of(new Mistake(1, message))
        : List.of();
  }

  /** Stands for a document that is not there. */
  static Page broken(String name, Path file, String message) {
    return new Page(name, file, List.of(new Mistake(1, message)));
  }

  /** This, with a mistake if there is nothing to run. */
  Page orMistake() {
    return items.isEmpty()
        ? broken(
            name,
            file,
            "The document ["
                + name
                + "] has no program. Start one with [```java run], or do not name the document.")
        : this;
  }

  /** The place of the item that has a line: the last that begins there or before. */
  int itemAt(int line) {
    int found = 0;
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i).line() <= line) {
        found = i;
      }
    }
    return found;
  }
}
