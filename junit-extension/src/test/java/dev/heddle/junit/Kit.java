package dev.heddle.junit;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.heddle.Loop;
import dev.heddle.Task;
import dev.heddle.Tasks;
import dev.heddle.explore.ScheduleReport;
import dev.heddle.testing.HeddleReport;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** Runs fixtures by JUnit's test kit. */
final class Kit {
  private Kit() {}

  /** Runs a class; {@code configuration} are names and values in turn. */
  static EngineExecutionResults run(Class<?> fixture, String... configuration) {
    EngineTestKit.Builder kit =
        EngineTestKit.engine("junit-jupiter")
            .selectors(selectClass(fixture))
            .configurationParameter("heddle.failures", "none")
            // Fixtures tell of their runs in static fields.
            .configurationParameter("heddle.freshStatics", "false");
    for (int i = 0; i < configuration.length; i += 2) {
      kit.configurationParameter(configuration[i], configuration[i + 1]);
    }
    return kit.execute();
  }

  /** Runs a class that has one failing test or container; returns what that failed with. */
  static Throwable failureOf(Class<?> fixture, String... configuration) {
    List<Throwable> failures = failures(run(fixture, configuration));
    if (failures.size() != 1) {
      throw new AssertionError("failures of " + fixture + ": " + failures);
    }
    return failures.get(0);
  }

  /** What tests and containers failed with. */
  static List<Throwable> failures(EngineExecutionResults results) {
    return results.allEvents().failed().stream()
        .map(Event::getPayload)
        .map(payload -> (TestExecutionResult) payload.orElseThrow())
        .map(result -> result.getThrowable().orElseThrow())
        .toList();
  }

  /** Runs a class whose tests all succeed, so many. */
  static void passes(int tests, Class<?> fixture, String... configuration) {
    EngineExecutionResults results = run(fixture, configuration);
    for (Throwable failure : failures(results)) {
      throw new AssertionError(fixture + " failed", failure);
    }
    results.testEvents().assertStatistics(s -> s.started(tests).succeeded(tests));
  }

  /** The table that an exception carries; empty if it carries none. */
  static String report(Throwable failure) {
    List<String> tables =
        Arrays.stream(failure.getSuppressed())
            .filter(HeddleReport.class::isInstance)
            .map(Throwable::getMessage)
            .toList();
    if (tables.size() > 1) {
      throw new AssertionError("more than one report: " + tables);
    }
    return tables.isEmpty() ? "" : tables.get(0);
  }

  /** The report of an exploration that an exception carries; empty if it carries none. */
  static String scheduleReport(Throwable failure) {
    return Arrays.stream(failure.getSuppressed())
        .filter(ScheduleReport.class::isInstance)
        .map(Throwable::getMessage)
        .collect(Collectors.joining("\n"));
  }

  /** What was published as report entries. */
  static List<String> entries(EngineExecutionResults results) {
    return results.allEvents().reportingEntryPublished().stream()
        .map(event -> event.getRequiredPayload(ReportEntry.class))
        .map(entry -> entry.getKeyValuePairs().get("heddle"))
        .toList();
  }

  /** The token of the lines that replay a failure. */
  static String tokenOf(Throwable failure) {
    List<String> lines = scheduleReport(failure).strip().lines().toList();
    String first = lines.get(lines.size() - 3);
    assertTrue(first.startsWith("replay: @"), first);
    String token = first.substring(first.indexOf('"') + 1, first.lastIndexOf('"'));
    for (String line : lines.subList(lines.size() - 2, lines.size())) {
      assertTrue(line.contains("-Dheddle.replay=") && line.contains(token), line);
    }
    return token;
  }

  /** Tasks that take some steps each. */
  static void grid(Loop loop, int tasks, int steps) {
    List<Task<?>> all = new ArrayList<>();
    for (int task = 0; task < tasks; task++) {
      all.add(
          loop.createTask(
              () -> {
                for (int step = 1; step < steps; step++) {
                  Thread.yield();
                }
              }));
    }
    Tasks.gather(all).await();
  }
}
