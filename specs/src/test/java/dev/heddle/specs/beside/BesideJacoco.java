package dev.heddle.specs.beside;

import dev.heddle.explore.Exploration;
import dev.heddle.explore.Explorer;
import dev.heddle.explore.Failure;
import dev.heddle.specs.races.Race;
import dev.heddle.specs.races.Races;
import java.util.ArrayList;
import java.util.List;

/** Explores races in this JVM, and prints what was found: run by JVMs with other agents. */
final class BesideJacoco {
  /** The first races: of fields, volatile ones, atomics, maps and monitors. */
  private static final List<Race> RACES = Races.all().subList(0, 12);

  private BesideJacoco() {}

  public static void main(String[] arguments) {
    for (String line : lines()) {
      System.out.println(line);
    }
  }

  /** A line for each race: what is seen in order, what is found, and that the mended one passes. */
  static List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (Race race : RACES) {
      lines.add(
          race.name()
              + ": in order "
              + outcome(race, false, Explorer.create().policy("fifo").schedules(1))
              + ", "
              + outcome(race, false, Explorer.create().shrinkRuns(1))
              + ", mended "
              + outcome(race, true, Explorer.create().schedules(50)));
    }
    Race first = RACES.get(0);
    Exploration<String> all = explore(first, true, Explorer.create().exhaustive());
    lines.add(all.summary());
    lines.add(firstLines(explore(first, false, Explorer.create())));
    return lines;
  }

  private static Exploration<String> explore(Race race, boolean isMended, Explorer explorer) {
    return explorer.explore(
        loop -> {
          if (isMended) {
            race.mended();
          } else {
            race.buggy();
          }
          return "";
        });
  }

  private static String outcome(Race race, boolean isMended, Explorer explorer) {
    Failure failure = explore(race, isMended, explorer).failure();
    return failure == null ? "passes" : "fails with " + failure.thrown().getClass().getSimpleName();
  }

  private static String firstLines(Exploration<String> exploration) {
    Failure failure = exploration.failure();
    return failure == null ? "passes" : failure.report().lines().limit(3).toList().toString();
  }
}
