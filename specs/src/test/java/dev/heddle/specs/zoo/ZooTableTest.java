package dev.heddle.specs.zoo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The page about the zoo says what its command would print today. */
class ZooTableTest {
  private final String page = read();

  private static String read() {
    try {
      return Files.readString(Path.of("../docs/zoo.md"));
    } catch (IOException e) {
      throw new AssertionError("specs/zoo/table writes it.", e);
    }
  }

  /** The text is that of the command, and there is a row for each specimen, in order. */
  @Test
  void pageIsThatOfTheCommand() {
    assertTrue(page.startsWith(ZooTable.head()), "Run specs/zoo/table.");
    List<String> names =
        page.substring(ZooTable.head().length())
            .lines()
            .map(line -> line.split(" \\| |\\| ", -1)[1])
            .toList();
    assertEquals(Zoo.all().stream().map(Specimen::name).toList(), names);
  }

  /** The figures are those of today: of the bugs of depth 2, since all would take too long. */
  @Test
  void figuresAreThoseOfToday() {
    List<Specimen> checked = Zoo.all().stream().filter(s -> depth(s).equals("2")).toList();
    assertTrue(checked.size() > 2, "Run specs/zoo/table.");
    for (Specimen specimen : checked) {
      assertEquals(row(specimen), ZooTable.row(specimen), "Run specs/zoo/table.");
    }
  }

  private String depth(Specimen specimen) {
    return row(specimen).split(" \\| ", -1)[2];
  }

  private String row(Specimen specimen) {
    return page.lines()
            .filter(line -> line.startsWith("| " + specimen.name() + " |"))
            .findFirst()
            .orElseThrow()
        + "\n";
  }
}
