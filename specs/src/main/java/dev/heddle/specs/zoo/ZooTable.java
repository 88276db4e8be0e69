package dev.heddle.specs.zoo;

import dev.heddle.explore.Exploration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Prints {@code docs/zoo.md}: how soon each policy finds each bug. */
public final class ZooTable {
  private static final List<String> POLICIES =
      List.of("random", "pct", "pos", "urw", "delays", "portfolio");

  private ZooTable() {}

  /** Prints the page. */
  public static void main(String[] arguments) {
    System.out.print(page());
  }

  /** The whole page. */
  static String page() {
    return head() + Zoo.all().stream().map(ZooTable::row).collect(Collectors.joining());
  }

  /** All that comes before the rows. */
  static String head() {
    return introduction()
        + "| specimen | bug | depth | shrunk | "
        + String.join(" | ", POLICIES)
        + " | mended |\n|---|---|"
        + "---:|".repeat(POLICIES.size() + 3)
        + "\n";
  }

  private static String introduction() {
    return String.format(
        Locale.ROOT,
        """
      # A zoo of bugs

      `specs/zoo/table` makes this page; do not edit it.

      Each specimen is a small program with one concurrency bug, beside the same program mended \
      ([the sources](../specs/src/main/java/dev/heddle/specs/zoo)). All of them pass in the \
      default order, so whoever runs that alone (`fifo`) never finds any; exploration finds all, \
      and passes the mended forms. `ZooTest` checks both. Threads switch only where they suspend here; \
      for bugs that need more, see [races](races.md).

      - *depth*: the least number of deviations from the default order with which the program \
      fails in any way, by running all schedules with fewer.
      - *shrunk*: how many deviations are left of the schedule that an exploration with defaults \
      finds first. It is shrunk as long as the failure stays the same, down to the line; another \
      failure of the same bug may need fewer.
      - *policies*: the median, over %d seeds, of how many schedules it takes to the first failure; \
      `>%,d`: more than half of the searches gave up there. `delays` takes two deviations at most.
      - *mended*: how many schedules the mended form has, all of which pass; or how many it has \
      within so many deviations.

      """,
        Survey.SEEDS,
        Survey.CAP);
  }

  /** The line about a specimen. */
  static String row(Specimen specimen) {
    Survey survey = new Survey(specimen);
    return String.format(
        Locale.ROOT,
        "| %s | %s | %d | %d | %s | %s |\n",
        specimen.name(),
        specimen.bug(),
        survey.depth(),
        survey.shrunk(),
        POLICIES.stream().map(survey::medianText).collect(Collectors.joining(" | ")),
        mended(specimen, survey));
  }

  private static String mended(Specimen specimen, Survey survey) {
    Exploration<?> all = survey.mendedSystematically();
    String number = String.format(Locale.ROOT, "%,d", all.schedules());
    return specimen.bound().isPresent()
        ? number + " within " + specimen.bound().getAsInt()
        : number;
  }
}
