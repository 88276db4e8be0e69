package dev.heddle.specs.verdicts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.Loop;
import dev.heddle.verdict.BlockedError;
import dev.heddle.verdict.DeadlockError;
import dev.heddle.verdict.LivelockError;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each livelock is told by what repeats, in the same words in every run; near misses pass. */
class LivelocksTest {
  private static final long STEPS = 10_000;

  private static final Duration TIME = Duration.ofDays(3650);

  private static final String[] MARKS = {
    "FLAG", "FIRST", "AFTER_YOU", "POLLER", "PLAY", "SLEEPER", "YEARS"
  };

  private static final String SOURCE = "LivelockPrograms.java";

  @ParameterizedTest
  @EnumSource
  void isTold(LivelockPrograms program) throws Exception {
    if (program.isNearMiss()) {
      run(program);
      return;
    }
    String message = told(program);
    String words = Source.marked(SOURCE, program.words(), MARKS);
    assertEquals(words, message.substring(0, Math.min(words.length(), message.length())));
    assertEquals(message, told(program), "the words of another run");
  }

  private static String told(LivelockPrograms program) {
    return assertThrows(LivelockError.class, () -> run(program)).getMessage();
  }

  private static void run(LivelockPrograms program) {
    Loop.builder()
        .stepLimit(STEPS)
        .timeLimit(TIME)
        .problems(problem -> {})
        .run(
            loop -> {
              program.run();
              return null;
            });
  }

  /** Without any option the run ends too, before time passes. */
  @Test
  void boundByDefault() {
    LivelockError error =
        assertThrows(
            LivelockError.class,
            () ->
                Loop.builder()
                    .problems(problem -> {})
                    .run(
                        loop -> {
                          while (true) {
                            Thread.yield();
                          }
                        }));
    assertTrue(
        error
            .getMessage()
            .startsWith(
                "Livelock: 10000000 steps were taken in which no virtual time has passed and no"
                    + " task or thread has ended."),
        error.getMessage());
    assertTrue(
        error
            .getMessage()
            .endsWith(
                "\nIf the run is really that long, allow more steps:"
                    + " Loop.builder().stepLimit(...)."),
        error.getMessage());
    assertEquals(1, error.repetition().orElseThrow().steps().size());
  }

  /** Where the trace is off, the words say why nothing is shown. */
  @Test
  void withoutATrace() {
    LivelockError error =
        assertThrows(
            LivelockError.class,
            () ->
                Loop.builder()
                    .traceLimit(0)
                    .problems(problem -> {})
                    .stepLimit(STEPS)
                    .run(
                        loop -> {
                          while (true) {
                            Thread.yield();
                          }
                        }));
    assertTrue(
        error
            .getMessage()
            .contains("\nThe loop keeps no steps, so that what repeats is not known.\n"),
        error.getMessage());
  }

  // ---- other verdicts -----------------------------------------------------------------------

  /** A loop that never gives way is not many steps but one. */
  @Test
  void spinningWithoutGivingWayIsBlocked() {
    AtomicBoolean stop = new AtomicBoolean();
    try {
      assertThrows(
          BlockedError.class,
          () ->
              Loop.builder()
                  .stallTimeout(Duration.ofMillis(300))
                  .stepLimit(STEPS)
                  .run(
                      loop -> {
                        while (!stop.get()) {
                          // a plain loop
                        }
                        return null;
                      }));
    } finally {
      stop.set(true);
    }
  }

  /** Nothing goes round where nothing can run. */
  @Test
  void waitingForEverIsADeadlock() {
    assertThrows(
        DeadlockError.class,
        () ->
            Loop.builder()
                .stepLimit(STEPS)
                .run(
                    loop -> {
                      new CountDownLatch(1).await();
                      return null;
                    }));
  }
}
