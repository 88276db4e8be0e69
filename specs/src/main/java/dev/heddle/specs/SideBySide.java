package dev.heddle.specs;

import java.util.ArrayList;
import java.util.List;

/** Two outputs in two columns, with a mark between them that says whether a line is the same. */
final class SideBySide {
  private static final int COLUMN = 45;
  private static final String INDENT = "  ";

  private final List<String> expected;
  private final List<String> printed;

  SideBySide(List<String> expected, List<String> printed) {
    this.expected = expected;
    this.printed = printed;
  }

  boolean isEqual() {
    return expected.equals(printed);
  }

  /** The rows, each of less than 100 characters. */
  List<String> rows() {
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < Math.max(expected.size(), printed.size()); i++) {
      boolean same =
          i < expected.size() && i < printed.size() && expected.get(i).equals(printed.get(i));
      addRows(rows, line(expected, i), line(printed, i), same ? "=" : "!");
    }
    return rows;
  }

  private static String line(List<String> lines, int index) {
    return index < lines.size() ? lines.get(index) : "";
  }

  private static void addRows(List<String> rows, String left, String right, String mark) {
    List<String> lefts = wrap(left);
    List<String> rights = wrap(right);
    for (int i = 0; i < Math.max(lefts.size(), rights.size()); i++) {
      String cell = line(lefts, i);
      String padding = " ".repeat(COLUMN - cell.length());
      String between = i == 0 ? " " + mark + " " : "   ";
      rows.add((INDENT + cell + padding + between + line(rights, i)).stripTrailing());
    }
  }

  /** Breaks a long line at spaces, and one without spaces anywhere. */
  private static List<String> wrap(String line) {
    List<String> parts = new ArrayList<>();
    String rest = line;
    while (rest.length() > COLUMN) {
      int space = rest.lastIndexOf(' ', COLUMN);
      int end = space > INDENT.length() ? space : COLUMN;
      parts.add(rest.substring(0, end));
      rest = INDENT + rest.substring(end).stripLeading();
    }
    parts.add(rest);
    return parts;
  }
}
