package dev.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.heddle.trace.Step;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What the trace says of a step. */
class StepWordsTest {
  /** More than are told with their lines. */
  private static final int MANY = 10_500;

  private static List<String> words(Loop.Body<Object> body) {
    Loop[] used = new Loop[1];
    Loop.run(
        loop -> {
          used[0] = loop;
          return body.run(loop);
        });
    return used[0].trace().steps().stream()
        .filter(step -> step.who().equals("Task-1"))
        .map(StepWordsTest::words)
        .toList();
  }

  private static String words(Step step) {
    return (step.end().verb() + " " + step.detail()).strip();
  }

  private static void sleep() {
    try {
      Thread.sleep(Duration.ofSeconds(1));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Who is joined, by name, and for how long. */
  @Test
  void join() {
    assertEquals(
        List.of(
            "parks in join of platform",
            "parks in join of virtual",
            "parks in join of thread-1",
            "parks in join of platform for 500ms",
            "parks in join of platform for 2s",
            "returns"),
        words(
            loop -> {
              Thread.ofPlatform().name("platform").start(StepWordsTest::sleep).join();
              Thread.ofVirtual().name("virtual").start(StepWordsTest::sleep).join();
              Thread.ofVirtual().start(StepWordsTest::sleep).join();
              Thread last = Thread.ofPlatform().name("platform").start(StepWordsTest::sleep);
              last.join(500);
              last.join(Duration.ofSeconds(2));
              return "";
            }));
  }

  /** Near miss: a latch is a latch, also for who has joined a thread before. */
  @Test
  void latchAfterJoin() {
    assertEquals(
        List.of(
            "parks in join of t", "parks in CountDownLatch", "parks in CountDownLatch", "returns"),
        words(
            loop -> {
              CountDownLatch first = new CountDownLatch(1);
              CountDownLatch second = new CountDownLatch(1);
              Thread t = Thread.ofPlatform().name("t").start(StepWordsTest::sleep);
              t.join();
              loop.callSoon(first::countDown);
              first.await();
              t.join();
              loop.callSoon(second::countDown);
              second.await();
              return "";
            }));
  }

  /** Who spins is not asked for its line for ever, since that takes much longer than its steps. */
  @Test
  void sitesOfWhoOnlySpins() {
    Loop[] used = new Loop[1];
    Loop.builder()
        .sites(true)
        .traceLimit(2 * MANY)
        .run(
            loop -> {
              used[0] = loop;
              for (int i = 0; i < MANY; i++) {
                Thread.yield();
              }
              Thread.sleep(1);
              Thread.yield();
              return "";
            });
    List<Step> steps = used[0].trace().steps();
    assertEquals("StepWordsTest.java", site(steps.get(0)));
    assertEquals("StepWordsTest.java", site(steps.get(9_998)));
    assertEquals("", site(steps.get(10_000)));
    assertEquals("", site(steps.get(MANY)), "where it sleeps, still without progress");
    assertEquals("StepWordsTest.java", site(steps.get(MANY + 1)), "time has passed");
  }

  private static String site(Step step) {
    return step.site().replaceAll(":\\d+", "");
  }
}
