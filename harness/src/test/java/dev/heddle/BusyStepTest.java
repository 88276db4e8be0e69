package dev.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.internal.engine.BusyStep;
import dev.heddle.verdict.LivelockError;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

/** A step that never gives way is told by what it asks for again and again. */
class BusyStepTest {
  private static String livelock(Loop.Body<Object> body) {
    LivelockError error =
        assertThrows(LivelockError.class, () -> Loop.builder().problems(problem -> {}).run(body));
    return error.getMessage();
  }

  private static void startsWith(String start, String message) {
    assertEquals(start, message.substring(0, Math.min(start.length(), message.length())));
  }

  /** Whatever clock a loop looks at, it is told that time stands still, and where. */
  @Test
  void everyClock() {
    List<LongSupplier> clocks =
        List.of(
            System::nanoTime,
            System::currentTimeMillis,
            () -> Clock.systemUTC().millis(),
            () -> new Date().getTime(),
            () -> Loop.current().clock().millis(),
            () -> Loop.current().time().toMillis());
    for (LongSupplier clock : clocks) {
      String message =
          livelock(
              loop -> {
                long end = clock.getAsLong() + 1;
                while (clock.getAsLong() < end) {
                  // waits
                }
                return null;
              });
      startsWith("Livelock: Task-1 asks for the time again and again at BusyStepTest.", message);
      assertTrue(message.contains(", 10000000 times in one step, which stands still"), message);
      assertTrue(message.contains("Thread.sleep"), message);
    }
  }

  /** In a callback too; and it ends the run though that catches it. */
  @Test
  void callback() {
    String message =
        livelock(
            loop -> {
              loop.callSoon(
                  () -> {
                    try {
                      readClock(BusyStep.CLOCK_READS + 1);
                    } catch (LivelockError e) {
                      // is caught
                    }
                  });
              Thread.sleep(1);
              return null;
            });
    startsWith("Livelock: A callback asks for the time again and again", message);
  }

  private static void readClock(long times) {
    for (long i = 0; i < times; i++) {
      System.nanoTime();
    }
  }

  /** Near miss: so many questions in one step, and as many in the next, are none too many. */
  @Test
  void manyQuestions() {
    String result =
        Loop.run(
            loop -> {
              for (int step = 0; step < 2; step++) {
                readClock(BusyStep.CLOCK_READS);
                Tasks.yieldNow();
              }
              Tasks.spend(Duration.ofSeconds(1));
              readClock(BusyStep.CLOCK_READS);
              Tasks.spend(Duration.ofSeconds(1));
              readClock(BusyStep.CLOCK_READS);
              return "done";
            });
    assertEquals("done", result);
  }

  /** Near miss: others may look at a loop's clock as often as they like. */
  @Test
  void questionsFromOutside() {
    String result =
        Loop.run(
            loop ->
                loop.askOutside(
                    "time",
                    () -> {
                      long latest = 0;
                      for (long i = 0; i <= BusyStep.CLOCK_READS; i++) {
                        latest = Math.max(latest, loop.clock().millis());
                      }
                      return latest > 0 ? "asked" : "not asked";
                    }));
    assertEquals("asked", result);
  }

  /** Who catches the verdict and goes on, goes no further; the others clean up. */
  @Test
  void catchesAndGoesOn() {
    List<String> log = new ArrayList<>();
    String message =
        livelock(
            loop -> {
              loop.createTask(
                  () -> {
                    while (true) {
                      try {
                        System.nanoTime();
                      } catch (LivelockError e) {
                        log.add("caught");
                      }
                    }
                  });
              try {
                return loop.createFuture().await();
              } finally {
                log.add("main cleans up");
              }
            });
    startsWith("Livelock: Task-2 asks for the time again and again", message);
    assertEquals(List.of("caught", "main cleans up"), log);
  }

  /** A thread that is interrupted cannot park any more. */
  @Test
  void parksInVain() {
    String message =
        livelock(
            loop -> {
              Thread.currentThread().interrupt();
              while (true) {
                LockSupport.park();
              }
            });
    startsWith(
        "Livelock: Task-1 parks again and again, and is interrupted or unparked each time at"
            + " BusyStepTest.java:",
        message);
    assertTrue(message.contains(", 1000000 times in one step. A wait that is"), message);
  }

  /** Near miss: parking with a permit is no wait, and as often as that no endless loop. */
  @Test
  void parksWithAPermit() {
    Loop.run(
        loop -> {
          for (int i = 0; i < BusyStep.WAITS; i++) {
            LockSupport.unpark(Thread.currentThread());
            LockSupport.park();
          }
        });
  }

  /** A thread that another one has interrupted, and that keeps that. */
  @Test
  void interruptsItself() {
    String message =
        livelock(
            loop -> {
              Thread worker =
                  Thread.ofVirtual()
                      .name("worker")
                      .start(
                          () -> {
                            while (true) {
                              try {
                                new CountDownLatch(1).await();
                              } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                              }
                            }
                          });
              Tasks.yieldNow();
              worker.interrupt();
              worker.join();
              return null;
            });
    startsWith(
        "Livelock: worker waits again and again, and interrupts itself each time at BusyStepTest.",
        message);
    assertTrue(message.contains(", 1000000 times in one step"), message);
  }

  /** At the end of a run, where waits are interrupted, it is told after some rounds. */
  @Test
  void parksInVainAtTheEnd() {
    String message =
        livelock(
            loop -> {
              loop.createTask(
                  "left",
                  () -> {
                    while (true) {
                      LockSupport.park();
                    }
                  });
              Tasks.yieldNow();
              return null;
            });
    startsWith("Livelock: left parks again and again", message);
    assertTrue(message.contains(", 10000 times in one step."), message);
  }
}
