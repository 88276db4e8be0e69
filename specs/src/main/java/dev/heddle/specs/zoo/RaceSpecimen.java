package dev.heddle.specs.zoo;

import dev.heddle.Loop;
import dev.heddle.schedule.PointLevel;
import dev.heddle.specs.races.Race;

/** A race, to be surveyed as the bugs of the zoo are. */
final class RaceSpecimen implements Specimen {
  private final Race race;

  RaceSpecimen(Race race) {
    this.race = race;
  }

  @Override
  public String name() {
    return race.name();
  }

  @Override
  public String bug() {
    return race.bug();
  }

  @Override
  public PointLevel points() {
    return PointLevel.VOLATILE;
  }

  @Override
  public void buggy(Loop loop) throws Exception {
    race.buggy();
  }

  @Override
  public void mended(Loop loop) throws Exception {
    race.mended();
  }
}
