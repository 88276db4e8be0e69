package dev.heddle.specs.bench;

import dev.heddle.specs.races.Race;
import dev.heddle.specs.races.Races;
import java.util.Locale;

/** A harness that searches a race, in a JVM of its own, which prints how soon it fails. */
public interface RacePeer {
  /** After how many schedules a search gives up. */
  int SCHEDULES = 1_000;

  /** How many searches follow the first, if that finds the race. */
  int LATER = 3;

  /** Searches the race with the harness's defaults. */
  Search search(Race race);

  /** How a search has ended. */
  enum End {
    FOUND,
    PASSED,
    /** A failure that the program does not have. */
    WRONG
  }

  /** What came of a search: how it ended, after how many schedules. */
  record Search(End end, long schedules) {}

  /** Prints a line for each search of the race with this name: end, schedules, milliseconds. */
  static void measure(RacePeer peer, String name) {
    Race race =
        Races.all().stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
    End end = measure(peer, race);
    for (int i = 0; i < LATER && end == End.FOUND; i++) {
      end = measure(peer, race);
    }
  }

  private static End measure(RacePeer peer, Race race) {
    long start = System.nanoTime();
    Search search = peer.search(race);
    double millis = (System.nanoTime() - start) / 1e6;
    System.out.printf(Locale.ROOT, "%s %d %f%n", search.end(), search.schedules(), millis);
    return search.end();
  }
}
