package dev.heddle.specs.zoo;

import dev.heddle.specs.races.Race;
import dev.heddle.specs.races.Races;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Prints {@code docs/races.md}: how soon each policy finds each race. */
public final class RacesTable {
  private static final List<String> POLICIES =
      List.of("random", "pct", "pos", "urw", "surw", "rff", "delays", "preemptions", "portfolio");

  private RacesTable() {}

  /** Prints the page. */
  public static void main(String[] arguments) {
    System.out.print(head());
    Races.all().forEach(race -> System.out.print(row(race)));
  }

  /** All that comes before the rows. */
  static String head() {
    return introduction()
        + "| specimen | bug | level | depth | shrunk | "
        + String.join(" | ", POLICIES)
        + " | mended |\n|---|---|---|"
        + "---:|".repeat(POLICIES.size() + 3)
        + "\n";
  }

  private static String introduction() {
    return String.format(
        Locale.ROOT,
        """
      # Races

      `specs/zoo/races` makes this page; do not edit it.

      Each specimen is a small program with one race, beside the same program mended \
      ([the sources](../specs/src/main/java/dev/heddle/specs/races)). Its threads block only where \
      a real program would, so only a search with scheduling points finds the race. [The \
      zoo](zoo.md) explains the terms, [exploration](exploration.md#policies) the policies.

      - *level*: the least level of scheduling points that shows the bug; `all` stands for plain \
      fields, which become points by themselves as soon as threads are seen to share them.
      - *depth*: the least number of deviations from the default order with which the program \
      fails in any way, by running all schedules with fewer; `≤` if there were more than %,d of \
      those.
      - *shrunk*: how many deviations are left of the schedule that an exploration with defaults \
      finds first.
      - *policies*: the median, over %d seeds, of how many schedules it takes to the first failure; \
      `>%,d`: more than half of the searches gave up there. The first schedules often only learn \
      what threads share. `delays` takes two deviations, and `preemptions` three.
      - *mended*: how many different schedules of the mended form an exploration with defaults \
      runs, all of which pass.

      """,
        Survey.MOST_BOUNDED,
        Survey.SEEDS,
        Survey.CAP);
  }

  /** The line about a race. */
  static String row(Race race) {
    Survey survey = new Survey(new RaceSpecimen(race));
    int shrunk = survey.shrunk();
    return String.format(
        Locale.ROOT,
        "| %s | %s | %s | %s | %d | %s | %,d |\n",
        race.name(),
        race.bug(),
        race.level().name().toLowerCase(Locale.ROOT),
        survey.depthUpTo(shrunk),
        shrunk,
        POLICIES.stream().map(survey::medianText).collect(Collectors.joining(" | ")),
        survey.mended(survey.explorer()).distinct());
  }
}
