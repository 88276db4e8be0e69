package dev.heddle.junit;

import static dev.heddle.junit.Kit.entries;
import static dev.heddle.junit.Kit.grid;
import static dev.heddle.junit.Kit.scheduleReport;
import static dev.heddle.junit.Kit.tokenOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.Loop;
import dev.heddle.Task;
import dev.heddle.Tasks;
import dev.heddle.explore.IncompleteError;
import dev.heddle.testing.Explore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.opentest4j.AssertionFailedError;

/** Tests that are run in many schedules. */
class ExploreTest {
  /** An account that loses a deposit if another one is made while it is on its way. */
  static final class Account {
    int balance;

    void deposit(int amount) {
      int read = balance;
      Thread.yield();
      balance = read + amount;
    }
  }

  // ---- finding and telling -------------------------------------------------------------------

  static class LosesADeposit {
    @HeddleTest(schedules = 1_000)
    void keepsTheTotal(Loop loop) {
      Account account = new Account();
      Task<?> first = loop.createTask("first", () -> deposit(account, Duration.ofSeconds(1)));
      Task<?> second = loop.createTask("second", () -> deposit(account, Duration.ofSeconds(2)));
      Task<?> third =
          loop.createTask(
              "third",
              () -> {
                first.await();
                Tasks.sleep(Duration.ofSeconds(1));
                account.deposit(1);
              });
      Tasks.gather(List.of(first, second, third)).await();
      assertEquals(3, account.balance, "balance");
    }

    private static Object deposit(Account account, Duration after) {
      Tasks.sleep(after);
      account.deposit(1);
      return null;
    }
  }

  /**
   * The test's own exception, with the shortest schedule, what it depends on, and how to replay.
   */
  @Test
  void failsByItsOwnException() {
    AssertionFailedError failure =
        assertInstanceOf(AssertionFailedError.class, Kit.failureOf(LosesADeposit.class));

    assertEquals("balance ==> expected: <3> but was: <2>", failure.getMessage());
    assertEquals(3, failure.getExpected().getValue());
    String report = scheduleReport(failure);
    assertTrue(report.contains("It fails in the default order"), report);
    assertEquals("", Kit.report(failure));
  }

  static class Race {
    @HeddleTest(schedules = 1_000)
    void keepsTheTotal(Loop loop) {
      Account account = new Account();
      Task<?> saver =
          loop.createTask(
              "saver",
              () -> {
                account.deposit(1);
              });
      Task<?> late =
          loop.createTask(
              "late",
              () -> {
                Thread.yield();
                Thread.yield();
                account.deposit(1);
              });
      Tasks.gather(List.of(saver, late)).await();
      assertEquals(2, account.balance, "balance");
    }
  }

  /** The report, to the letter. */
  @Test
  void report() {
    Throwable failure = Kit.failureOf(Race.class);
    assertEquals(
        """
        Schedule 2 failed with 3 changes of order; 2 are enough, and fewer are not:
          step 2: late goes before saver
          step 5: late reads Account.balance (ExploreTest.java:NN) before saver writes it
            (ExploreTest.java:NN); saver had read 0
        It passes if saver goes before late at step 5.

        step  time  keepsTheTotal  late  saver
           1    0s  awaits gather of [saver, la…  ExploreTest.java:NN
           2    0s  » yields  ExploreTest.java:NN
          reads balance: 0  ExploreTest.java:NN
           3    0s  yields  ExploreTest.java:NN
           4    0s  yields  ExploreTest.java:NN
          » reads balance: 0  ExploreTest.java:NN
           5    0s  yields  ExploreTest.java:NN
          writes balance: 1  ExploreTest.java:NN
           6    0s  returns
          writes balance: 1  ExploreTest.java:NN
           7    0s  returns
          reads balance: 1  ExploreTest.java:NN
           8    0s  fails with AssertionFailedE…
        replay: @HeddleTest(replay = "TOKEN"), or
          mvn test -Dtest='ExploreTest$Race#keepsTheTotal' -Dheddle.replay=TOKEN
          gradle test --tests 'ExploreTest$Race.keepsTheTotal' -Dheddle.replay=TOKEN"""
            .replaceAll(" {2,}", "  "),
        scheduleReport(failure)
            .replaceAll("java:\\d+", "java:NN")
            .replaceAll("h2\\.[\\w-]+", "TOKEN")
            .replaceAll(" {2,}", "  "));
  }

  /** The line of the report replays the failure, and that prints the same report. */
  @Test
  void replays() {
    Throwable failure = Kit.failureOf(Race.class);
    Throwable again = Kit.failureOf(Race.class, "heddle.replay", tokenOf(failure));

    assertEquals(failure.getMessage(), again.getMessage());
    List<String> report = new ArrayList<>(scheduleReport(failure).lines().toList());
    assertTrue(report.removeIf(line -> line.startsWith("It passes if ")));
    report.set(0, "The replayed schedule failed with 2 changes of order:");
    assertEquals(String.join("\n", report), scheduleReport(again));
    assertEquals("", Kit.report(again));
  }

  /** A bug that depends on the order passes in the documented one: a blind harness misses it. */
  @Test
  void passesInTheDocumentedOrder() {
    Kit.passes(1, Race.class, "heddle.schedules", "1");
    Kit.passes(1, Race.class, "heddle.policy", "fifo");
  }

  // ---- exhaustive ----------------------------------------------------------------------------

  static class Small {
    @HeddleTest(exhaustive = true)
    void all(Loop loop) {
      grid(loop, 3, 2);
    }

    @HeddleTest
    @Explore(maxDeviations = 1)
    void bounded(Loop loop) {
      grid(loop, 3, 2);
    }
  }

  static class Large {
    @HeddleTest(schedules = 50, exhaustive = true)
    void tooMany(Loop loop) {
      grid(loop, 4, 3);
    }
  }

  /** A complete search says how many schedules there are. */
  @Test
  void exhaustive() {
    assertEquals(
        List.of("All 10 schedules with at most 1 deviation passed.", "All 90 schedules passed."),
        entries(Kit.run(Small.class)).stream().sorted().toList());
  }

  /** A truncated search is no pass. */
  @Test
  void incomplete() {
    Throwable failure = Kit.failureOf(Large.class);
    assertInstanceOf(IncompleteError.class, failure);
    assertTrue(
        failure
            .getMessage()
            .startsWith(
                "INCOMPLETE: 50 schedules passed, but not all were run: it reached the limit of 50"
                    + " schedules. There are about "),
        failure.getMessage());
  }

  static class Accepted {
    @HeddleTest(schedules = 50, exhaustive = true)
    @Explore(acceptIncomplete = true)
    void tooMany(Loop loop) {
      grid(loop, 4, 3);
    }

    @HeddleTest(exhaustive = true)
    @Explore(time = 10, unit = TimeUnit.MILLISECONDS, acceptIncomplete = true)
    void tooLong(Loop loop) {
      grid(loop, 5, 4);
    }
  }

  /** Unless that is accepted. */
  @Test
  void incompleteButAccepted() {
    EngineExecutionResults results = Kit.run(Accepted.class);
    results.testEvents().assertStatistics(s -> s.succeeded(2).failed(0));
    assertEquals(2, entries(results).size());
    entries(results).forEach(e -> assertTrue(e.startsWith("INCOMPLETE: "), e));
  }
}
