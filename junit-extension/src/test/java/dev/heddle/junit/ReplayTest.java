package dev.heddle.junit;

import static dev.heddle.junit.Kit.entries;
import static dev.heddle.junit.Kit.tokenOf;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.Loop;
import dev.heddle.Task;
import dev.heddle.Tasks;
import dev.heddle.testing.Explore;
import dev.heddle.verdict.DivergedError;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.testkit.engine.EngineExecutionResults;

/** A test that is run once more, by a token. */
class ReplayTest {
  /** The test that a token was made with, and edited ones. */
  static class Replayed {
    static int tasks = 2;

    @HeddleTest(schedules = 100)
    void test(Loop loop) {
      List<Integer> order = new ArrayList<>();
      List<Task<?>> all = new ArrayList<>();
      for (int i = 0; i < tasks; i++) {
        int number = i;
        all.add(loop.createTask(() -> order.add(number)));
      }
      Tasks.gather(all).await();
      if (tasks == 2) {
        assertEquals(0, order.get(0), "first");
      }
    }
  }

  /** After an edit the first divergence is named; as much as fits may be replayed. */
  @Test
  void replayOfAnEditedTest() {
    Replayed.tasks = 2;
    String token = tokenOf(Kit.failureOf(Replayed.class));
    Replayed.tasks = 3;
    try {
      Throwable failure = Kit.failureOf(Replayed.class, "heddle.replay", token);
      assertInstanceOf(DivergedError.class, failure);
      assertTrue(
          failure
              .getMessage()
              .contains("takes option 1 of 2, and the program offers, at step 1, 3"),
          failure.getMessage());
      assertTrue(
          failure
              .getMessage()
              .contains("It has changed since, or the token is of another test. Explore again"),
          failure.getMessage());
      List<String> entries =
          entries(Kit.run(Replayed.class, "heddle.replay", token, "heddle.lenientReplay", "true"));
      assertTrue(
          entries.get(0).endsWith("0 of its 1 deviations matched before that."), entries.get(0));
      Replayed.tasks = 1;
      assertInstanceOf(DivergedError.class, Kit.failureOf(Replayed.class, "heddle.replay", token));
    } finally {
      Replayed.tasks = 2;
    }
  }

  private static final List<String> RUNS = Collections.synchronizedList(new ArrayList<>());

  /** Three tests that fail in another order than the documented one. */
  static class Three {
    @HeddleTest(schedules = 100)
    void one(Loop loop) {
      race(loop, "one");
    }

    @HeddleTest(schedules = 100)
    void other(Loop loop) {
      race(loop, "other");
    }

    @Heddle
    @Explore(schedules = 100)
    @ParameterizedTest
    @ValueSource(strings = {"a", "b"})
    void third(String name, Loop loop) {
      race(loop, name);
    }
  }

  private static void race(Loop loop, String name) {
    RUNS.add(name);
    List<Integer> order = new ArrayList<>();
    Task<?> first = loop.createTask("first", () -> order.add(1));
    Task<?> second = loop.createTask("second", () -> order.add(2));
    if (name.equals("b")) {
      Tasks.gather(loop.createTask("third", () -> null), first, second).await();
    } else {
      Tasks.gather(first, second).await();
    }
    assertEquals(List.of(1, 2), order, name);
  }

  /** How often each of the tests was run, when the configuration says to replay something. */
  private static Map<String, Long> runs(String... configuration) {
    RUNS.clear();
    EngineExecutionResults results = Kit.run(Three.class, configuration);
    assertEquals(4, Kit.failures(results).size());
    return RUNS.stream().collect(groupingBy(name -> name, TreeMap::new, counting()));
  }

  private static Throwable failureOf(String test, EngineExecutionResults results) {
    return Kit.failures(results).stream()
        .filter(failure -> failure.getMessage().startsWith(test + " ==>"))
        .findFirst()
        .orElseThrow();
  }

  /** A token is for the test that has failed with it, if that is known: the others run as usual. */
  @Test
  void aTokenIsForItsOwnTest(@TempDir Path folder) {
    String file = folder.resolve("failures.txt").toString();
    EngineExecutionResults results = Kit.run(Three.class, "heddle.failures", file);
    String token = tokenOf(failureOf("other", results));
    String ofThird = tokenOf(failureOf("b", results));

    Map<String, Long> runs = runs("heddle.failures", file, "heddle.replay", ofThird);
    assertEquals(1, runs.get("b"));
    assertTrue(runs.get("a") > 1 && runs.get("one") > 1 && runs.get("other") > 1, runs::toString);

    // Three tests of one shape fail with one and the same token.
    runs = runs("heddle.failures", file, "heddle.replay", token);
    assertTrue(runs.get("b") > 1, runs::toString);
    assertEquals(List.of(1L, 1L, 1L), List.of(runs.get("one"), runs.get("other"), runs.get("a")));
  }

  /** A token may name its test, by class and method, and of several invocations the one. */
  @ParameterizedTest
  @CsvSource({
    "Three#one, one",
    "ReplayTest$Three#one, one",
    "dev.heddle.junit.ReplayTest$Three#other, other",
    "Three#third[1], a",
    "Three#third[2], b"
  })
  void aTokenMayNameItsTest(String named, String replayed) {
    String token = tokenOf(failureOf(replayed, Kit.run(Three.class)));
    Map<String, Long> runs = runs("heddle.replay", named + ":" + token);
    runs.forEach((test, times) -> assertEquals(test.equals(replayed), times == 1, runs::toString));
  }

  /** What names no test of those that are run changes nothing. */
  @ParameterizedTest
  @ValueSource(strings = {"Thre#one", "hree#one", "Three#on", "Four#one", "Three#third[3]"})
  void aTokenOfNoTest(String named) {
    String token = tokenOf(failureOf("one", Kit.run(Three.class)));
    assertEquals(runs(), runs("heddle.replay", named + ":" + token));
  }

  /** A failure of one invocation names it, in the forms that build tools know. */
  @Test
  void linesOfAnInvocation() {
    Throwable failure = failureOf("b", Kit.run(Three.class));
    String token = tokenOf(failure);
    List<String> lines = Kit.scheduleReport(failure).lines().toList();
    assertEquals(
        List.of(
            "replay: @Replay(\"" + token + "\"), or",
            "  mvn test -Dtest='ReplayTest$Three#third'"
                + (" -Dheddle.replay='ReplayTest$Three#third[2]:" + token + "'"),
            "  gradle test --tests 'ReplayTest$Three.third'"
                + (" -Dheddle.replay='ReplayTest$Three#third[2]:" + token + "'")),
        lines.subList(lines.size() - 3, lines.size()));
  }

  static class Passes {
    @HeddleTest(schedules = 100)
    void test() {
      RUNS.add("passes");
    }
  }

  @Test
  void aReplayThatPasses() {
    RUNS.clear();
    Kit.passes(1, Passes.class, "heddle.replay", "Passes#test:" + Loop.run(Loop::schedule));
    assertEquals(List.of("passes"), RUNS);
  }

  /** What is neither a token nor a test and a token is refused. */
  @ParameterizedTest
  @ValueSource(strings = {"Passes#test", "Passes#test:nonsense", "Passes:h1.AAAA", "nonsense"})
  void whatIsNoToken(String value) {
    Throwable failure = Kit.failureOf(Passes.class, "heddle.replay", value);
    assertInstanceOf(ExtensionConfigurationException.class, failure);
    assertTrue(
        failure
            .getMessage()
            .startsWith(
                "Configuration error: configuration parameter [heddle.replay] must be the token of"
                    + " a schedule"),
        failure.getMessage());
  }
}
