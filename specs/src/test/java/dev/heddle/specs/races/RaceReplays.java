package dev.heddle.specs.races;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import dev.heddle.explore.ScheduleReport;
import java.util.List;
import java.util.stream.Stream;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Replays tokens of races as users do, and prints what they see: run by other JVMs. */
final class RaceReplays {
  /** Stands before what is said of each race. */
  static final String NEXT = "== ";

  private RaceReplays() {}

  /** Its arguments are methods of {@link BuggyRaces}, each followed by a token. */
  public static void main(String[] arguments) {
    System.out.print(replayed(List.of(arguments)));
  }

  /** How each race fails, and its report. */
  static String replayed(List<String> methodsAndTokens) {
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < methodsAndTokens.size(); i += 2) {
      String method = methodsAndTokens.get(i);
      String replayed = replay(method, methodsAndTokens.get(i + 1));
      all.append(NEXT).append(method).append('\n').append(replayed).append('\n');
    }
    return all.toString();
  }

  private static String replay(String method, String token) {
    return EngineTestKit.engine("junit-jupiter")
        .selectors(selectMethod(BuggyRaces.class, method))
        .configurationParameter("heddle.failures", "none")
        .configurationParameter("heddle.replay", "BuggyRaces#" + method + ":" + token)
        .execute()
        .testEvents()
        .failed()
        .stream()
        .map(event -> event.getRequiredPayload(TestExecutionResult.class))
        .map(result -> words(result.getThrowable().orElseThrow()))
        .findFirst()
        .orElse("passed\n");
  }

  private static String words(Throwable failure) {
    return failure.toString().lines().findFirst().orElseThrow() + "\n" + report(failure);
  }

  /** What a failure says of its schedule. */
  static String report(Throwable failure) {
    return Stream.of(failure.getSuppressed())
        .filter(ScheduleReport.class::isInstance)
        .map(Throwable::getMessage)
        .findFirst()
        .orElse("no report\n");
  }
}
