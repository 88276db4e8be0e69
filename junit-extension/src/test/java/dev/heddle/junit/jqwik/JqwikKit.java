package dev.heddle.junit.jqwik;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.heddle.explore.ScheduleReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** Runs fixtures on jqwik's engine by JUnit's test kit. */
final class JqwikKit {
  /** What has been run in this JVM: what an earlier one has kept of failures is forgotten. */
  private static final Set<Class<?>> RUN = new HashSet<>();

  private JqwikKit() {}

  /** Runs a class; {@code configuration} are names and values in turn. */
  static EngineExecutionResults run(Class<?> fixture, String... configuration) {
    Path database = Path.of("target", "jqwik-" + fixture.getSimpleName());
    if (RUN.add(fixture)) {
      try {
        Files.deleteIfExists(database);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    EngineTestKit.Builder kit =
        EngineTestKit.engine("jqwik")
            .selectors(selectClass(fixture))
            .configurationParameter("jqwik.reporting.usejunitplatform", "true")
            .configurationParameter("jqwik.database", database.toString());
    for (int i = 0; i < configuration.length; i += 2) {
      kit.configurationParameter(configuration[i], configuration[i + 1]);
    }
    return kit.execute();
  }

  /** Runs a class whose properties all succeed, so many. */
  static EngineExecutionResults passes(int tests, Class<?> fixture) {
    EngineExecutionResults results = run(fixture);
    for (Throwable failure : failures(results)) {
      throw new AssertionError(fixture + " failed", failure);
    }
    results.testEvents().assertStatistics(s -> s.started(tests).succeeded(tests));
    return results;
  }

  /** Runs a class that has one failing property or container; returns what that failed with. */
  static Throwable failureOf(Class<?> fixture) {
    return failureOf(run(fixture));
  }

  /** What the one property failed with that has failed. */
  static Throwable failureOf(EngineExecutionResults results) {
    List<Throwable> failures = failures(results);
    if (failures.size() != 1) {
      throw new AssertionError("failures: " + failures);
    }
    return failures.get(0);
  }

  /** What properties and containers failed with. */
  static List<Throwable> failures(EngineExecutionResults results) {
    List<Throwable> failures = new ArrayList<>();
    for (Event event : results.allEvents().failed().list()) {
      TestExecutionResult result = event.getRequiredPayload(TestExecutionResult.class);
      failures.add(result.getThrowable().orElseThrow());
    }
    return failures;
  }

  /** What was published as report entries. */
  static String entries(EngineExecutionResults results) {
    return results.allEvents().reportingEntryPublished().stream()
        .map(
            event ->
                event
                    .getRequiredPayload(org.junit.platform.engine.reporting.ReportEntry.class)
                    .getKeyValuePairs()
                    .values())
        .map(values -> String.join("\n", values))
        .collect(Collectors.joining("\n"));
  }

  /** The report on the schedule that an exception carries; empty if it carries none. */
  static String report(Throwable failure) {
    return Arrays.stream(failure.getSuppressed())
        .filter(ScheduleReport.class::isInstance)
        .map(Throwable::getMessage)
        .collect(Collectors.joining("\n"));
  }

  /** The token of the line that replays a failure. */
  static String tokenOf(Throwable failure) {
    String report = report(failure);
    int from = report.lastIndexOf("Schedule.parse(\"") + 16;
    return report.substring(from, report.indexOf('"', from));
  }
}
