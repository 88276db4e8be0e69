package dev.heddle.junit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Arrays;
import java.util.List;
import org.junit.platform.engine.TestExecutionResult;
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
            .configurationParameter("heddle.failures", "none");
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
}
