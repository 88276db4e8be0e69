package dev.heddle.junit.documents;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a document says that a program prints.
 *
 * @param block where it says so
 * @param mode of which schedules
 * @param incomplete whether the search is said to meet its bound
 */
record ExpectedOutput(FencedBlock block, Mode mode, boolean incomplete) {
  private static final String SEPARATOR = "---";

  /** Of which schedules an output is. */
  enum Mode {
    /** Of the one that is run. */
    ONE,
    /** Of every one: they all print the same. */
    ALWAYS,
    /** All outputs that there are, over all schedules. */
    OUTCOMES
  }

  /** The lines. */
  List<String> lines() {
    return block.lines().stream().map(String::stripTrailing).toList();
  }

  /** The outputs, which a line of three dashes separates. */
  Set<List<String>> outcomes() {
    Set<List<String>> all = new LinkedHashSet<>();
    List<String> one = new ArrayList<>();
    for (String line : lines()) {
      if (line.equals(SEPARATOR)) {
        all.add(List.copyOf(one));
        one.clear();
      } else {
        one.add(line);
      }
    }
    all.add(List.copyOf(one));
    return all;
  }

  /** Outputs as a block shows them. */
  static String show(Set<List<String>> outcomes) {
    return String.join(
        "\n" + SEPARATOR + "\n", outcomes.stream().map(one -> String.join("\n", one)).toList());
  }
}
