package dev.heddle.junit.documents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Finds the documents that a marker class names. */
final class PageFinder {
  private static final Pattern GLOB = Pattern.compile("[*?{\\[]");

  private PageFinder() {}

  static boolean isMarkdown(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.endsWith(".md") || name.endsWith(".markdown");
  }

  /** The documents of all places; what is wrong with a place is a document with a mistake. */
  static List<Page> pages(String[] places) {
    if (places.length == 0) {
      String message = "The annotation @Documents names no document. Name one.";
      return List.of(Page.broken("documents", Path.of("."), message));
    }
    List<Page> pages = new ArrayList<>();
    for (String place : places) {
      pages.addAll(pages(place));
    }
    return pages;
  }

  private static List<Page> pages(String place) {
    Path path = Path.of(GLOB.matcher(place).find() ? beforeGlob(place) : place);
    if (!Files.exists(path)) {
      return List.of(Page.broken(place, path, missing(place, path)));
    }
    if (Files.isRegularFile(path)) {
      return List.of(page(path).orMistake());
    }
    List<Page> found = below(path, filter(place));
    String message =
        "No Markdown document with a program matches ["
            + place
            + "] in ["
            + absolute(path)
            + "]. Start a program with [```java run], or correct the path.";
    return found.isEmpty() ? List.of(Page.broken(place, path, message)) : found;
  }

  private static String missing(String place, Path path) {
    return "There is no document ["
        + place
        + "]: ["
        + absolute(path)
        + "] does not exist. Paths"
        + " are relative to the working directory.";
  }

  private static Path absolute(Path path) {
    return path.toAbsolutePath().normalize();
  }

  private static String beforeGlob(String place) {
    List<String> fixed = new ArrayList<>();
    for (String part : place.split("/", -1)) {
      if (GLOB.matcher(part).find()) {
        break;
      }
      fixed.add(part);
    }
    return String.join("/", fixed);
  }

  private static Predicate<Path> filter(String place) {
    if (!GLOB.matcher(place).find()) {
      return path -> true;
    }
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + place);
    return matcher::matches;
  }

  /** The documents with programs in and below a directory, in the order of their names. */
  static List<Page> below(Path directory, Predicate<Path> filter) {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(file -> !isHidden(directory.relativize(file)))
          .filter(Files::isRegularFile)
          .filter(PageFinder::isMarkdown)
          .filter(filter)
          .sorted()
          .map(PageFinder::page)
          .filter(page -> !page.items().isEmpty())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Tools keep copies in directories whose name begins with a dot. */
  private static boolean isHidden(Path file) {
    return StreamSupport.stream(file.spliterator(), false)
        .anyMatch(part -> part.toString().startsWith("."));
  }

  /** A document, by its name with slashes. */
  static Page page(Path file) {
    return Page.read(file.toString().replace('\\', '/'), file);
  }
}
