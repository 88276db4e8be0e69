package dev.heddle.specs.zoo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.specs.races.Race;
import dev.heddle.specs.races.Races;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The page about the races says what its command would print today. */
class RacesTableTest {
  /** Those whose rows take a second or two; all would take minutes. */
  private static final List<String> QUICK =
      List.of("PutIfAbsentByGetAndPut", "TokenBucketRefill", "FutureCompletedTwice");

  private final String page = read();

  private static String read() {
    try {
      return Files.readString(Path.of("../docs/races.md"));
    } catch (IOException e) {
      throw new AssertionError("specs/zoo/races writes it.", e);
    }
  }

  /** The text is that of the command, and there is a row for each race, in order. */
  @Test
  void pageIsThatOfTheCommand() {
    assertTrue(page.startsWith(RacesTable.head()), "Run specs/zoo/races.");
    List<String> names =
        page.substring(RacesTable.head().length())
            .lines()
            .map(line -> line.split(" \\| |\\| ", -1)[1])
            .toList();
    assertEquals(Races.all().stream().map(Race::name).toList(), names);
  }

  /** The figures are those of today. */
  @Test
  void figuresAreThoseOfToday() {
    for (Race race : Races.all()) {
      if (QUICK.contains(race.name())) {
        assertEquals(row(race), RacesTable.row(race), "Run specs/zoo/races.");
      }
    }
  }

  /** In an exploration with defaults no race is found later than half way through. */
  @Test
  void portfolioFindsAll() {
    int column =
        List.of(
                RacesTable.head()
                    .lines()
                    .filter(l -> l.startsWith("| specimen"))
                    .findFirst()
                    .orElseThrow()
                    .split(" \\| ", -1))
            .indexOf("portfolio");
    for (Race race : Races.all()) {
      String median = row(race).split(" \\| ", -1)[column];
      assertTrue(Integer.parseInt(median) < 500, race.name() + " " + median);
    }
  }

  private String row(Race race) {
    return page.lines()
            .filter(line -> line.startsWith("| " + race.name() + " |"))
            .findFirst()
            .orElseThrow()
        + "\n";
  }
}
