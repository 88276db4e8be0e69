package dev.heddle.specs.jsr166;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What has passed by suite, and what has not, test by test. */
final class Table {
  private static final String ROW = "%-36s %6s %8s %7s %7s%n";
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
    text.append(ROW.formatted("suite", "tests", "without", "Heddle", "failed"));
    Map<String, List<Result>> bySuite = bySuite(heddle);
    Map<String, List<Result>> plainBySuite = bySuite(plain);
    bySuite.forEach(
        (suite, results) ->
            text.append(row(suite, plainBySuite.getOrDefault(suite, List.of()), results)));
    text.append(row("all", plain, heddle));
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

  private static String row(String suite, List<Result> plain, List<Result> heddle) {
    long passed = passed(heddle);
    return ROW.formatted(suite, heddle.size(), passed(plain), passed, heddle.size() - passed);
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
