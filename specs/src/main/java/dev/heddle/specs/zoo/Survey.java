package dev.heddle.specs.zoo;

import dev.heddle.explore.Exploration;
import dev.heddle.explore.Exploration.Verdict;
import dev.heddle.explore.Explorer;
import dev.heddle.schedule.PointLevel;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** What exploration makes of a specimen. The same in every run: it draws by its seeds alone. */
final class Survey {
  /** After how many schedules a search for the table gives up. */
  static final long CAP = 2_000;

  /** An odd number, so that one of them is the median. */
  static final int SEEDS = 51;

  private static final int MOST_DEVIATIONS = 8;

  private final Specimen specimen;

  Survey(Specimen specimen) {
    this.specimen = specimen;
  }

  /**
   * An exploration as everybody gets it who describes nothing, but without scheduling points: these
   * bugs show where threads suspend. Races of accesses are those of {@code dev.heddle.specs.races}.
   */
  Explorer explorer() {
    boolean earlyTimeouts = specimen.earlyTimeouts();
    return Explorer.create()
        .points(PointLevel.NONE)
        .loops(loop -> loop.earlyTimeouts(earlyTimeouts));
  }

  /** Explores the program with the bug. */
  Exploration<@Nullable Void> buggy(Explorer explorer) {
    return explorer.<@Nullable Void>explore(
        loop -> {
          specimen.buggy(loop);
          return null;
        });
  }

  /** Explores the program without it. */
  Exploration<@Nullable Void> mended(Explorer explorer) {
    return explorer.<@Nullable Void>explore(
        loop -> {
          specimen.mended(loop);
          return null;
        });
  }

  /** All schedules of the mended program, or those that are near enough. */
  Exploration<@Nullable Void> mendedSystematically() {
    Explorer explorer = explorer();
    return mended(
        specimen.bound().isPresent()
            ? explorer.maxDeviations(specimen.bound().getAsInt())
            : explorer.exhaustive());
  }

  /** The least number of deviations with which the buggy program fails, in whatever way. */
  int depth() {
    for (int deviations = 0; deviations <= MOST_DEVIATIONS; deviations++) {
      if (buggy(explorer().maxDeviations(deviations).shrinkRuns(1)).verdict() == Verdict.FAILED) {
        return deviations;
      }
    }
    throw new IllegalStateException(
        specimen.name() + " does not fail within " + MOST_DEVIATIONS + " deviations.");
  }

  /** The median of how many schedules the buggy program takes to fail; more than CAP for never. */
  long median(String policy) {
    return LongStream.rangeClosed(1, SEEDS)
        .map(seed -> schedulesToFailure(policy, seed))
        .sorted()
        .skip(SEEDS / 2)
        .findFirst()
        .orElseThrow();
  }

  private long schedulesToFailure(String policy, long seed) {
    Exploration<@Nullable Void> exploration =
        buggy(explorer().schedules(CAP).seed(seed).policy(policy).shrinkRuns(1));
    return exploration.verdict() == Verdict.FAILED ? exploration.schedules() : CAP + 1;
  }
}
