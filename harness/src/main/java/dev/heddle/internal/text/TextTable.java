package dev.heddle.internal.text;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * A table of plain text. A column is as wide as its widest cell, up to its limit; if the table has
 * a limit too, the widest of the columns that may give way does. What is too long for a cell is
 * cut, and ends with an ellipsis, or begins with one.
 */
@API(status = Status.INTERNAL)
public final class TextTable {
  private static final String GAP = "  ";

  /** On which side of its column a cell stands. */
  private enum Side {
    LEFT,
    RIGHT
  }

  /** A column of a table. */
  public static final class Column {
    private final Side side;
    private final int widest;
    private final boolean givesWay;
    private final boolean keepsEnd;

    private Column(Side side, int widest, boolean givesWay, boolean keepsEnd) {
      this.side = side;
      this.widest = widest;
      this.givesWay = givesWay;
      this.keepsEnd = keepsEnd;
    }

    /** Text. */
    public static Column left() {
      return new Column(Side.LEFT, Integer.MAX_VALUE, false, false);
    }

    /** Numbers. */
    public static Column right() {
      return new Column(Side.RIGHT, Integer.MAX_VALUE, false, false);
    }

    /** This, with a limit. */
    public Column atMost(int width) {
      return new Column(side, width, givesWay, keepsEnd);
    }

    /** This, which may be narrower where the table is too wide. */
    public Column givesWay() {
      return new Column(side, widest, true, keepsEnd);
    }

    /** This, of whose cells the end is shown if they are too long. */
    public Column keepsEnd() {
      return new Column(side, widest, givesWay, true);
    }
  }

  private final List<Column> columns;
  private final int widest;
  private final List<List<String>> rows = new ArrayList<>();

  private TextTable(List<Column> columns, int widest) {
    this.columns = List.copyOf(columns);
    this.widest = widest;
  }

  /** A table as wide as it needs to be. */
  public static TextTable of(Column... columns) {
    return new TextTable(List.of(columns), Integer.MAX_VALUE);
  }

  /** A table of no more than so many characters in a line, as far as columns give way. */
  public static TextTable atMost(int widest, List<Column> columns) {
    return new TextTable(columns, widest);
  }

  /** Adds a row, with a cell for each column. */
  public void add(String... cells) {
    if (cells.length != columns.size()) {
      throw new IllegalArgumentException(
          cells.length + " cells in a table of " + columns.size() + " columns");
    }
    rows.add(List.of(cells));
  }

  /** The rows, each a line that ends with a line feed and not with blanks. */
  @Override
  public String toString() {
    int[] widths = widths();
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        line.append(i == 0 ? "" : GAP).append(cell(columns.get(i), row.get(i), widths[i]));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private int[] widths() {
    int[] widths =
        IntStream.range(0, columns.size())
            .map(i -> Math.min(columns.get(i).widest, widestCell(i)))
            .toArray();
    int sum = IntStream.of(widths).sum() + GAP.length() * (widths.length - 1);
    for (int narrowed = widestThatGivesWay(widths); sum > widest && narrowed >= 0; sum--) {
      widths[narrowed]--;
      narrowed = widestThatGivesWay(widths);
    }
    return widths;
  }

  private int widestCell(int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }

  /** The first one of them; -1 if none can. */
  private int widestThatGivesWay(int[] widths) {
    int found = -1;
    for (int i = 0; i < widths.length; i++) {
      boolean can = columns.get(i).givesWay && widths[i] > 1;
      found = can && (found < 0 || widths[i] > widths[found]) ? i : found;
    }
    return found;
  }

  private static String cell(Column column, String text, int width) {
    String shown = text.length() <= width ? text : cut(text, width, column.keepsEnd);
    String padding = " ".repeat(width - shown.length());
    return column.side == Side.LEFT ? shown + padding : padding + shown;
  }

  private static String cut(String text, int width, boolean keepsEnd) {
    return keepsEnd
        ? "…" + text.substring(text.length() - width + 1)
        : text.substring(0, width - 1) + "…";
  }
}
