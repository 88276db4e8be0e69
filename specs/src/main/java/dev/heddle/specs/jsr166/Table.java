package dev.heddle.specs.jsr166;

import dev.heddle.internal.text.TextTable;
import dev.heddle.internal.text.TextTable.Column;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What has passed by suite, and what has not, test by test. */
final class Table {
  private static final int LONGEST_MESSAGE = 160;

  private final List<Result> plain;
  private final List<Result> heddle;

  /** Tests that are known to pass without Heddle only. */
  private final Set<String> known;

  Table(List<Result> plain, List<Result> heddle, Set<String> known) {
    this.plain = plain;
    this.heddle = heddle;
    this.known = known;
  }

  String text() {
    StringBuilder text = new StringBuilder();
    Map<String, List<Result>> bySuite = bySuite(heddle);
    Map<String, List<Result>> plainBySuite = bySuite(plain);
    TextTable table =
        TextTable.of(Column.left(), Column.right(), Column.right(), Column.right(), Column.right());
    table.add("suite", "tests", "without", "Heddle", "failed");
    bySuite.forEach(
        (suite, results) ->
            addRow(table, suite, plainBySuite.getOrDefault(suite, List.of()), results));
    addRow(table, "all", plain, heddle);
    text.append(table);
    text.append(failures("Not passed without Heddle", plain));
    text.append(failures("Not passed with Heddle", heddle));
    long whole = bySuite.values().stream().filter(all -> passed(all) == all.size()).count();
    text.append(
        "%nHeddle: %d of %d passed, %d of %d suites whole; without: %d of %d%n"
            .formatted(
                passed(heddle), heddle.size(), whole, bySuite.size(), passed(plain), plain.size()));
    unexpected().forEach(test -> text.append("Not expected to fail: " + test + "\n"));
    return text.toString();
  }

  /** Tests that pass without Heddle only, and are not known. */
  Set<String> unexpected() {
    Set<String> failedPlainly = new HashSet<>(failed(plain));
    Set<String> unexpected = new TreeSet<>(failed(heddle));
    unexpected.removeAll(failedPlainly);
    unexpected.removeAll(known);
    return unexpected;
  }

  private static List<String> failed(List<Result> results) {
    return results.stream().filter(result -> !result.hasPassed()).map(Result::test).toList();
  }

  private static Map<String, List<Result>> bySuite(List<Result> results) {
    return results.stream()
        .collect(Collectors.groupingBy(Result::suite, TreeMap::new, Collectors.toList()));
  }

  private static void addRow(
      TextTable table, String suite, List<Result> plain, List<Result> heddle) {
    long passed = passed(heddle);
    table.add(
        suite,
        String.valueOf(heddle.size()),
        String.valueOf(passed(plain)),
        String.valueOf(passed),
        String.valueOf(heddle.size() - passed));
  }

  private static long passed(List<Result> results) {
    return results.stream().filter(Result::hasPassed).count();
  }

  /** By verdict, with a line for each test. */
  private static String failures(String title, List<Result> results) {
    Map<String, List<Result>> byOutcome =
        results.stream()
            .filter(result -> !result.hasPassed())
            .collect(Collectors.groupingBy(Result::outcome, TreeMap::new, Collectors.toList()));
    StringBuilder text = new StringBuilder();
    byOutcome.forEach(
        (outcome, those) -> {
          text.append("%n%s: %s, %d tests%n".formatted(title, outcome, those.size()));
          those.forEach(
              result -> text.append("  %s: %s%n".formatted(result.test(), brief(result))));
        });
    return text.toString();
  }

  private static String brief(Result result) {
    String message = result.message();
    return message.length() > LONGEST_MESSAGE
        ? message.substring(0, LONGEST_MESSAGE) + "…"
        : message;
  }
}
