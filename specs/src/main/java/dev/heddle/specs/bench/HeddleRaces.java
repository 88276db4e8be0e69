package dev.heddle.specs.bench;

import dev.heddle.explore.Exploration;
import dev.heddle.explore.Explorer;
import dev.heddle.specs.races.Race;

/** Heddle; a search contains the second run of the failure, shrinking and the report. */
public final class HeddleRaces implements RacePeer {
  private HeddleRaces() {}

  /** Argument: the name of a race. */
  public static void main(String[] args) {
    RacePeer.measure(new HeddleRaces(), args[0]);
  }

  @Override
  public Search search(Race race) {
    Exploration<?> exploration =
        Explorer.create()
            .schedules(SCHEDULES)
            .explore(
                loop -> {
                  race.buggy();
                  return "";
                });
    return new Search(
        exploration.failure() == null ? End.PASSED : End.FOUND, exploration.schedules());
  }
}
