package dev.heddle.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.heddle.trace.Step.End;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Traces keep the last steps and print as a table. */
class TraceTest {
  private static Recorder recorder(int limit, int steps) {
    Recorder recorder = new Recorder(limit);
    for (int i = 0; i < steps; i++) {
      recorder.step(
          Duration.ofSeconds(i).toNanos(),
          i + 1,
          "task " + i,
          End.AWAITS,
          "x",
          Step.NO_DECISION,
          "");
    }
    return recorder;
  }

  /** Up to the limit all steps are kept, beyond it the last ones. */
  @Test
  void keepsTheLastSteps() {
    assertEquals(0, recorder(0, 5).trace().steps().size());
    assertEquals(5, recorder(0, 5).trace().dropped());
    for (int limit : new int[] {1, 15, 16, 17, 100}) {
      for (int steps : new int[] {0, 1, 15, 16, 17, 64, 65, 99, 100, 101, 250}) {
        Trace trace = recorder(limit, steps).trace();
        int kept = Math.min(limit, steps);
        assertEquals(kept, trace.steps().size());
        assertEquals(steps - kept, trace.dropped());
        for (int i = 0; i < kept; i++) {
          assertEquals("task " + (steps - kept + i), trace.steps().get(i).who());
        }
      }
    }
  }

  /** A part of a trace says how much was left out before it. */
  @Test
  void lastOfTrace() {
    Trace last = recorder(10, 12).trace().last(3);
    assertEquals(9, last.dropped());
    assertEquals("task 9", last.steps().get(0).who());
    assertEquals(10, recorder(10, 12).trace().last(99).steps().size());
  }

  /** The table is aligned, and shows times exactly. */
  @Test
  void table() {
    Recorder recorder = new Recorder(2);
    recorder.step(0, 1, "left out", End.CALLBACK, "", Step.NO_DECISION, "");
    recorder.step(0, 1, "main", End.YIELDED, "", Step.NO_DECISION, "");
    recorder.step(
        Duration.ofDays(1).plusHours(2).plusMillis(3).plusNanos(4_005).toNanos(),
        2,
        "a longer name",
        End.SLEEPS,
        Duration.ofSeconds(1),
        Step.NO_DECISION,
        "");
    assertEquals(
        """
        (1 earlier steps left out)
                     time  task           what it did
                       0s  main           yields
        1d 2h 3ms 4us 5ns  a longer name  sleeps 1s
        """,
        recorder.trace().toString());
  }
}
