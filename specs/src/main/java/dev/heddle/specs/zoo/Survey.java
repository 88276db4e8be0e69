package dev.heddle.specs.zoo;

import dev.heddle.explore.Exploration;
import dev.heddle.explore.Exploration.Verdict;
import dev.heddle.explore.Explorer;
import dev.heddle.explore.Failure;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** What exploration makes of a specimen. The same in every run: it draws by its seeds alone. */
final class Survey {
  /** After how many schedules a search for the table gives up. */
  static final long CAP = 2_000;

  /** An odd number, so that one of them is the median. */
  static final int SEEDS = 51;

  private static final int MOST_DEVIATIONS = 8;

  /** So many schedules with a number of deviations are run, where it is not worth more. */
  static final long MOST_BOUNDED = 50_000;

  private final Specimen specimen;

  Survey(Specimen specimen) {
    this.specimen = specimen;
  }

  /** An exploration with defaults, except for where threads switch, and early timeouts. */
  Explorer explorer() {
    boolean earlyTimeouts = specimen.earlyTimeouts();
    return Explorer.create()
        .points(specimen.points())
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

  /** How many deviations are left of the schedule that an exploration with defaults finds first. */
  int shrunk() {
    Failure failure = Objects.requireNonNull(buggy(explorer()).failure(), specimen.name());
    return failure.schedule().deviations().size();
  }

  /**
   * The least number of deviations with which the buggy program fails, where a greater one is
   * known; with a sign if it could not be found.
   */
  String depthUpTo(int known) {
    for (int deviations = 0; deviations < known; deviations++) {
      Exploration<@Nullable Void> all =
          buggy(explorer().maxDeviations(deviations).schedules(MOST_BOUNDED).shrinkRuns(1));
      if (all.verdict() == Verdict.FAILED) {
        return String.valueOf(deviations);
      }
      if (all.verdict() != Verdict.ALL_PASSED) {
        return "≤" + known;
      }
    }
    return String.valueOf(known);
  }

  /** The median as it stands in a table. */
  String medianText(String policy) {
    long median = median(policy);
    return median > CAP
        ? String.format(Locale.ROOT, ">%,d", CAP)
        : String.format(Locale.ROOT, "%,d", median);
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
