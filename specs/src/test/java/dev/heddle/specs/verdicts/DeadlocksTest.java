package dev.heddle.specs.verdicts;

import static dev.heddle.specs.verdicts.Stuck.join;
import static dev.heddle.specs.verdicts.Stuck.start;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.heddle.Loop;
import dev.heddle.explore.Explorer;
import dev.heddle.explore.Failure;
import dev.heddle.verdict.DeadlockError;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each deadlock is told in full words, the same in every run; each near miss passes. */
class DeadlocksTest {
  private static final String START = "Deadlock: nothing can run and no timer is set, ";

  @ParameterizedTest
  @EnumSource
  void isTold(DeadlockPrograms program) throws IOException {
    if (program.isNearMiss()) {
      run(program);
      return;
    }
    String words = told(program);
    assertEquals(expected(program), words);
    assertEquals(words, told(program), "the words of another run");
  }

  // ---- exploration --------------------------------------------------------------------------

  /** Two monitors: the default order misses the deadlock, an exploration tells it. */
  @Test
  void explorationFindsMonitorsInOppositeOrder() throws Exception {
    isFoundByExplorationAlone(
        () -> {
          Object one = new Object();
          Object other = new Object();
          join(
              start("a", () -> enterBoth(one, other, 0)),
              start("b", () -> enterBoth(other, one, 3)));
        },
        List.of(
            "a holds the monitor of Object#1 (taken at DeadlocksTest.java:NN) and waits to enter"
                + " the monitor of Object#2",
            "b holds the monitor of Object#2 (taken at DeadlocksTest.java:NN) and waits to enter"
                + " the monitor of Object#1"));
  }

  /** A pool of two starves only if both of its threads have begun the outer task. */
  @Test
  void explorationFindsAPoolThatStarves() throws Exception {
    isFoundByExplorationAlone(
        () -> {
          ExecutorService pool = Executors.newFixedThreadPool(2, Stuck.threads("worker"));
          Callable<Integer> outer = () -> pool.submit(() -> 1).get();
          Future<Integer> first = pool.submit(outer);
          for (int turn = 0; turn < 3; turn++) {
            Thread.yield();
          }
          int sum = pool.submit(outer).get() + first.get();
          assertEquals(2, sum);
          pool.close();
        },
        List.of(
            "worker-1 waits for the result of FutureTask#1, which stands in the queue of"
                + " ThreadPoolExecutor, whose 2 workers are all busy",
            "worker-2 waits for the result of FutureTask#2, which stands in the queue of"
                + " ThreadPoolExecutor, whose 2 workers are all busy"));
  }

  private static void enterBoth(Object first, Object second, int yields) {
    for (int turn = 0; turn < yields; turn++) {
      Thread.yield();
    }
    synchronized (first) {
      Thread.yield();
      synchronized (second) {
        Thread.yield();
      }
    }
  }

  private static void isFoundByExplorationAlone(Stuck.Body body, List<String> sentences) {
    Loop.Body<String> program =
        loop -> {
          body.run();
          return "";
        };
    Loop.run(program);
    Failure failure = Explorer.create().schedules(1_000).explore(program).failure();
    DeadlockError error = assertInstanceOf(DeadlockError.class, failure.thrown());
    assertEquals(
        sentences,
        error.cycles().get(0).sentences().stream()
            .map(sentence -> sentence.replaceAll("(Test\\.java):\\d+", "$1:NN"))
            .toList());
  }

  private static void run(DeadlockPrograms program) {
    Loop.builder()
        .callSites(true)
        .problems(problem -> {})
        .run(
            loop -> {
              program.run();
              return null;
            });
  }

  /** What is said, without where everybody stands and what to do. */
  private static String told(DeadlockPrograms program) {
    DeadlockError error = assertThrows(DeadlockError.class, () -> run(program));
    String message = error.getMessage();
    assertEquals(START, message.substring(0, START.length()));
    return message
        .substring(START.length())
        .lines()
        .filter(line -> !line.startsWith("      ") && !line.startsWith("If a thread outside"))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static String expected(DeadlockPrograms program) throws IOException {
    String words = Source.marked("DeadlockPrograms.java", program.words(), "LOCK", "TAKE");
    boolean isCircle = words.contains(" for itself:") || words.contains(" for each other:");
    return (isCircle ? "since " : "but these wait:\n") + words;
  }
}
