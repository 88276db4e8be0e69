package dev.heddle.specs.libraries;

import dev.heddle.trace.Trace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes the table of {@code docs/libraries.md}: each program's virtual against its real time. */
final class LibrariesTable {
  static final Path PAGE = Path.of("..", "docs", "libraries.md");

  private static final String HEAD =
      """
      | library | version | program | steps | virtual time | real ms |
      |---|---|---|---:|---:|---:|
      """;

  private static final int RUNS = 21;

  private LibrariesTable() {}

  /** Replaces the table of the page, and nothing else. */
  public static void main(String[] arguments) throws IOException {
    String page = Files.readString(PAGE);
    Files.writeString(PAGE, page.replace(table(page), HEAD + rows()));
  }

  /** The table that the page has now. */
  static String table(String page) {
    int from = page.indexOf(HEAD);
    if (from < 0) {
      throw new IllegalStateException(PAGE + " lacks the head of its table:\n" + HEAD);
    }
    int to = page.indexOf("\n\n", from);
    return page.substring(from, to < 0 ? page.length() : to + 1);
  }

  private static String rows() {
    StringBuilder rows = new StringBuilder();
    for (Library library : Library.all()) {
      for (Program program : library.programs()) {
        rows.append(row(library, program)).append(realMillis(program)).append(" |\n");
      }
    }
    return rows.toString();
  }

  /** What a row says that is the same in every run; the real time comes after it. */
  static String row(Library library, Program program) {
    return String.format(
        Locale.ROOT,
        "| %s | %s | %s | %,d | %s | ",
        library.name(),
        library.version(),
        program.name(),
        program.run().trace().steps().size(),
        Trace.time(program.takes()));
  }

  /** The median, with one decimal place. */
  private static String realMillis(Program program) {
    long[] nanos = new long[RUNS];
    for (int run = 0; run < RUNS; run++) {
      long start = System.nanoTime();
      program.run();
      nanos[run] = System.nanoTime() - start;
    }
    Arrays.sort(nanos);
    return String.format(Locale.ROOT, "%.1f", nanos[RUNS / 2] / 1e6);
  }

  /** The rows of the table that the page has now, without the real times. */
  static String said(String page) {
    return table(page)
        .substring(HEAD.length())
        .lines()
        .map(line -> line.substring(0, line.lastIndexOf("| ", line.length() - 3) + 2))
        .collect(Collectors.joining("\n"));
  }
}
