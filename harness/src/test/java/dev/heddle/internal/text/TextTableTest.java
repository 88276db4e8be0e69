package dev.heddle.internal.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.heddle.internal.text.TextTable.Column;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Columns are as wide as their cells, within limits. */
class TextTableTest {
  @Test
  void columnsAreAsWideAsTheirCells() {
    TextTable table = TextTable.of(Column.right(), Column.left(), Column.right());
    table.add("time", "who", "n");
    table.add("1s", "somebody", "100");
    table.add("", "x", "");
    assertEquals(
        """
        time  who         n
          1s  somebody  100
              x
        """,
        table.toString());
    assertEquals("", TextTable.of(Column.left()).toString());
  }

  @Test
  void cellsAreCut() {
    TextTable table = TextTable.of(Column.left().atMost(4), Column.right().atMost(3));
    table.add("four", "12345");
    table.add("fives", "1");
    assertEquals("four  12…\nfiv…    1\n", table.toString());
  }

  /** The widest gives way, and others where they are as wide; the rest keeps its width. */
  @Test
  void columnsGiveWay() {
    List<Column> columns =
        List.of(Column.left(), Column.left().givesWay(), Column.left().givesWay(), Column.left());
    assertEquals("kept  12345…  123456  kept\n", row(columns, 26));
    assertEquals("kept  1…  12…  kept\n", row(columns, 19));
    assertEquals("kept  1…  1…  kept\n", row(columns, 18));
    assertEquals("kept  …  …  kept\n", row(columns, 3));
  }

  private static String row(List<Column> columns, int widest) {
    TextTable table = TextTable.atMost(widest, columns);
    table.add("kept", "1234567890", "123456", "kept");
    return table.toString();
  }

  @Test
  void rowsHaveACellForEachColumn() {
    TextTable table = TextTable.of(Column.left());
    assertEquals(
        "2 cells in a table of 1 columns",
        assertThrows(IllegalArgumentException.class, () -> table.add("a", "b")).getMessage());
  }
}
