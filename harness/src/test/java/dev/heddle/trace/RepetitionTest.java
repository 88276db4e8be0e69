package dev.heddle.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.trace.Step.End;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What repeats at the end of a trace, and what does not; what a recorder keeps of a step. */
class RepetitionTest {
  private static Step step(long nanos, String who, End end, String detail, String site) {
    return new Step(Duration.ofNanos(nanos), 1, who, end, detail, Step.NO_DECISION, site);
  }

  /** A trace with a step a nanosecond, by the letters of who takes them. */
  private static Trace trace(String letters) {
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < letters.length(); i++) {
      steps.add(step(i, letters.substring(i, i + 1), End.YIELDED, "", ""));
    }
    return new Trace(steps, 0);
  }

  private static String repeated(Trace trace) {
    Optional<Repetition> found = Repetition.of(trace);
    StringBuilder text = new StringBuilder();
    found.ifPresent(
        repetition -> {
          repetition.steps().forEach(step -> text.append(step.who()));
          text.append(" ").append(repetition.times());
        });
    return text.toString();
  }

  /** Three times is a repetition, twice is none; the shortest period counts. */
  @Test
  void threeTimes() {
    assertEquals("", repeated(trace("")));
    assertEquals("", repeated(trace("xbb")));
    assertEquals("b 3", repeated(trace("xbbb")));
    assertEquals("b 4", repeated(trace("xbbbb")));
    assertEquals("", repeated(trace("xabab")));
    assertEquals("ab 3", repeated(trace("xababab")));
    assertEquals("ab 3", repeated(trace("xbababab")));
    assertEquals("ab 4", repeated(trace("xabababab")));
    assertEquals("abc 3", repeated(trace("xabcabcabc")));
    assertEquals("", repeated(trace("xabcabcabd")));
    assertEquals("", repeated(trace("bbbx")));
  }

  /** The first step of a trace cannot be compared: what was before it is not known. */
  @Test
  void theFirstStepDoesNotCount() {
    assertEquals("", repeated(trace("bbb")));
    assertEquals("b 3", repeated(trace("bbbb")));
  }

  private static boolean repeats(Step last) {
    return Repetition.of(
            new Trace(
                List.of(
                    step(0, "x", End.YIELDED, "", ""),
                    step(1, "a", End.SLEEPS, "1ns", "A.java:1"),
                    step(2, "a", End.SLEEPS, "1ns", "A.java:1"),
                    last),
                0))
        .isPresent();
  }

  /** Steps are the same if task, end, detail, line and the time since the one before are. */
  @Test
  void theSame() {
    assertTrue(repeats(step(3, "a", End.SLEEPS, "1ns", "A.java:1")));
    assertFalse(repeats(step(3, "b", End.SLEEPS, "1ns", "A.java:1")));
    assertFalse(repeats(step(3, "a", End.PARKED, "1ns", "A.java:1")));
    assertFalse(repeats(step(3, "a", End.SLEEPS, "2ns", "A.java:1")));
    assertFalse(repeats(step(3, "a", End.SLEEPS, "1ns", "A.java:2")));
    assertFalse(repeats(step(4, "a", End.SLEEPS, "1ns", "A.java:1")));
  }

  /** A recorder keeps all of a step, also after it has grown and gone round. */
  @Test
  void allOfAStep() {
    List<End> ends = List.copyOf(EnumSet.allOf(End.class));
    for (int limit : new int[] {5, 40, 100}) {
      Recorder recorder = new Recorder(limit);
      for (int i = 0; i < 90; i++) {
        recorder.step(i, i + 1, "who " + i, ends.get(i % ends.size()), "d" + i, i - 1, "site " + i);
      }
      Trace trace = recorder.trace();
      int kept = Math.min(limit, 90);
      assertEquals(kept, trace.steps().size());
      for (int k = 0; k < kept; k++) {
        int i = 90 - kept + k;
        assertEquals(
            new Step(
                Duration.ofNanos(i),
                i + 1,
                "who " + i,
                ends.get(i % ends.size()),
                "d" + i,
                i - 1,
                "site " + i),
            trace.steps().get(k));
      }
    }
  }

  /** A recorder that was stopped writes nothing more. */
  @Test
  void stopped() {
    for (int limit : new int[] {0, 5}) {
      Recorder recorder = new Recorder(limit);
      recorder.step(0, 1, "a", End.YIELDED, "", Step.NO_DECISION, "");
      assertFalse(recorder.isStopped());
      recorder.stop();
      assertTrue(recorder.isStopped());
      recorder.step(1, 2, "b", End.YIELDED, "", Step.NO_DECISION, "");
      Trace trace = recorder.trace();
      assertEquals(1, trace.steps().size() + trace.dropped());
    }
  }

  /** A table of a whole trace says nothing of earlier steps. */
  @Test
  void aWholeTable() {
    assertEquals("time  task  what it did\n  0s  a     yields\n", trace("a").toString());
  }

  /** Every end has its word. */
  @Test
  void verbs() {
    Map<End, String> verbs = new EnumMap<>(End.class);
    for (End end : End.values()) {
      verbs.put(end, end.verb());
    }
    assertEquals(
        "{PREEMPTED=stops, SPINS=spins, YIELDED=yields, SLEEPS=sleeps, AWAITS=awaits,"
            + " PARKED=parks, BLOCKED=blocks, WAITS=waits, RETURNED=returns, FAILED=fails,"
            + " CANCELLED=is cancelled, ENDED=ends, CALLBACK=callback}",
        verbs.toString());
  }

  /** Durations are short and exact, in each unit. */
  @Test
  void durations() {
    assertEquals("0s", Trace.time(Duration.ZERO));
    assertEquals("1h 10m 5s", Trace.time(Duration.ofSeconds(4_205)));
    assertEquals("250ms", Trace.time(Duration.ofMillis(250)));
    assertEquals("999us 999ns", Trace.time(Duration.ofNanos(999_999)));
    assertEquals("1ms 1us 1ns", Trace.time(Duration.ofNanos(1_001_001)));
  }
}
