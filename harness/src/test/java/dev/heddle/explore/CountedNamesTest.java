package dev.heddle.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.Loop;
import dev.heddle.schedule.Policies;
import dev.heddle.schedule.Schedule;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Names with a number that goes on counting from run to run, and with an identity hash code. */
class CountedNamesTest {
  /** As HikariCP counts its pools: in a system property. */
  private static String nextName() {
    String property = CountedNamesTest.class.getName();
    int next = Integer.getInteger(property, 0) + 1;
    System.setProperty(property, Integer.toString(next));
    return "Pool-" + next + "@" + new Object().hashCode();
  }

  private static Void race(Loop loop) throws Exception {
    int[] balance = new int[1];
    Thread[] threads = new Thread[2];
    for (int i = 0; i < threads.length; i++) {
      threads[i] =
          Thread.ofPlatform()
              .name(nextName())
              .start(
                  () -> {
                    int read = balance[0];
                    Thread.yield();
                    balance[0] = read + 1;
                  });
      Thread.sleep(1);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    if (balance[0] != 2) {
      throw new IllegalStateException("balance " + balance[0]);
    }
    return null;
  }

  /** A search finds its failure, shrinks and explains it, and its token replays it. */
  @Test
  void areNoDifferenceBetweenRuns() {
    Exploration<Void> search =
        Explorer.create()
            .loops(loop -> loop.earlyTimeouts(true))
            .schedules(1_000)
            .seed(1)
            .explore(CountedNamesTest::race);
    assertEquals(Exploration.Verdict.FAILED, search.verdict());
    Failure failure = Objects.requireNonNull(search.failure());
    assertTrue(failure.report().contains("Pool-"), failure.report());
    Schedule schedule = Schedule.parse(failure.schedule().token());
    assertThrows(
        IllegalStateException.class,
        () ->
            Loop.builder()
                .earlyTimeouts(true)
                .policy(Policies.replay(schedule))
                .run(CountedNamesTest::race));
  }
}
