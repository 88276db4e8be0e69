package dev.heddle.specs.peers;

import dev.heddle.specs.bench.RacePeer;
import dev.heddle.specs.races.Race;
import org.jetbrains.lincheck.Lincheck;
import org.jetbrains.lincheck.LincheckAssertionError;

/** Lincheck; a search contains the second run of the failure and its trace. */
public final class LincheckRaces implements RacePeer {
  private LincheckRaces() {}

  /** Argument: the name of a race. */
  public static void main(String[] args) {
    RacePeer.measure(new LincheckRaces(), args[0]);
    System.exit(0); // threads of a deadlock remain
  }

  @Override
  public Search search(Race race) {
    Runs.reset();
    try {
      Lincheck.runConcurrentTest(SCHEDULES, () -> run(race));
      return new Search(End.PASSED, Runs.number());
    } catch (LincheckAssertionError e) {
      return new Search(endBy(Runs.untilFailure()), Runs.untilFailure());
    }
  }

  private static void run(Race race) {
    Runs.count();
    try {
      race.buggy();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** No race fails if its threads run one after the other, as they do in the first schedule. */
  private static End endBy(long schedules) {
    return schedules == 1 ? End.WRONG : End.FOUND;
  }
}
