package dev.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.schedule.Decision.Kind;
import dev.heddle.schedule.DecisionLog;
import dev.heddle.schedule.Policies;
import dev.heddle.schedule.Policy;
import dev.heddle.trace.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of a policy's choice: who goes, who else, and what is written of it. */
class EngineChoicesTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  /** The first option of a kind; the documented one if there is none. */
  private static Policy prefers(Kind kind) {
    return decision -> {
      for (int option = 0; option < decision.size(); option++) {
        if (decision.kind(option) == kind) {
          return option;
        }
      }
      return 0;
    };
  }

  /** The trace says by which decision a step was chosen, if there was a choice. */
  @Test
  void decisionsOfATrace() {
    List<String> decided =
        Loop.builder()
            .policy(Policies.fifo())
            .run(
                loop -> {
                  for (String name : List.of("a", "b", "c")) {
                    loop.createTask(name, () -> name);
                  }
                  Tasks.sleep(SECOND);
                  List<String> steps = new ArrayList<>();
                  for (Step step : loop.trace().steps()) {
                    steps.add(step.who() + " " + step.decision());
                  }
                  return steps;
                });
    assertEquals(List.of("Task-1 -1", "a 0", "b 1", "c -1"), decided);
  }

  /** Who waits for a gather goes on at once if that is chosen, before all that was ready before. */
  @Test
  void whoIsLetGoOnGoesAtOnce() {
    Loop.Body<List<String>> program =
        loop -> {
          List<String> order = new ArrayList<>();
          Task<String> a = loop.createTask(() -> "a");
          Task<String> b = loop.createTask(() -> "b");
          for (String name : List.of("c", "d")) {
            loop.createTask(
                () -> {
                  for (int i = 0; i < 3; i++) {
                    order.add(name);
                    Tasks.yieldNow();
                  }
                  return "";
                });
          }
          Tasks.gather(a, b).await();
          order.add("main");
          Tasks.sleep(SECOND);
          return order;
        };
    assertEquals(
        List.of("main", "c", "d", "c", "d", "c", "d"),
        Loop.builder().policy(prefers(Kind.SIGNAL)).run(program));
    assertEquals(Loop.run(program), Loop.builder().policy(Policies.fifo()).run(program));
  }

  /** Any number of tasks can be offered, and any of them goes. */
  @Test
  void manyOptions() {
    List<Integer> order = new ArrayList<>();
    Loop.builder()
        .policy(Policies.lifo())
        .run(
            loop -> {
              for (int i = 0; i < 20; i++) {
                int number = i;
                loop.createTask(() -> order.add(number));
              }
              Tasks.sleep(SECOND);
              return null;
            });
    List<Integer> expected = new ArrayList<>();
    for (int i = 19; i >= 0; i--) {
      expected.add(i);
    }
    assertEquals(expected, order);
  }

  /** A value without a choice is no decision, and nobody is asked. */
  @Test
  void oneValueIsNoDecision() {
    int[] asked = new int[1];
    Loop.builder()
        .policy(
            decision -> {
              asked[0] += decision.isValue() ? 1 : 0;
              return decision.size() - 1;
            })
        .run(
            loop -> {
              assertEquals(6, loop.random().nextInt(6, 7));
              assertEquals(0, asked[0]);
              assertEquals(1, loop.random().nextInt(2));
              assertEquals(1, asked[0]);
              return null;
            });
  }

  /** Whom {@code notify} wakes is offered by id and name, the longest waiter first. */
  @Test
  void whoIsNotified() {
    List<String> offered = new ArrayList<>();
    List<String> woken = new ArrayList<>();
    Loop.builder()
        .policy(
            decision -> {
              if (decision.kind(0) != Kind.NOTIFIED) {
                return 0;
              }
              for (int option = 0; option < decision.size(); option++) {
                assertEquals(Kind.NOTIFIED, decision.kind(option));
                assertTrue(decision.isWithinStep());
                assertFalse(decision.isValue());
                offered.add(decision.id(option) + " " + decision.name(option));
              }
              return decision.size() - 1;
            })
        .run(
            loop -> {
              Object lock = new Object();
              for (String name : List.of("a", "b", "c")) {
                loop.createTask(
                    name,
                    () -> {
                      synchronized (lock) {
                        lock.wait();
                      }
                      return woken.add(name);
                    });
              }
              Tasks.sleep(SECOND);
              for (int i = 0; i < 3; i++) {
                synchronized (lock) {
                  lock.notify();
                }
                Tasks.sleep(SECOND);
              }
              return null;
            });
    assertEquals(List.of("2 a", "3 b", "4 c", "2 a", "3 b"), offered);
    assertEquals(List.of("c", "b", "a"), woken);
  }

  /** Of timers that are due at different times, the earliest goes first. */
  @Test
  void timersOfDifferentTimes() {
    List<String> offered = new ArrayList<>();
    Loop.builder()
        .policy(
            decision -> {
              int timers = 0;
              for (int option = 0; option < decision.size(); option++) {
                timers += decision.kind(option) == Kind.TIMER ? 1 : 0;
              }
              offered.add(String.valueOf(timers));
              return 0;
            })
        .run(
            loop -> {
              loop.callLater(SECOND, () -> {});
              loop.callLater(SECOND, () -> {});
              loop.callLater(SECOND.plusNanos(1), () -> {});
              Tasks.spend(SECOND.multipliedBy(2));
              Tasks.yieldNow();
              Tasks.yieldNow();
              Tasks.yieldNow();
              return null;
            });
    assertTrue(offered.contains("2"), offered.toString());
    assertFalse(offered.contains("3"), offered.toString());
  }

  /** What decides outside of the loop is written, until nothing is decided any more. */
  @Test
  void outsideIsWritten() {
    DecisionLog log = new DecisionLog();
    Loop.builder()
        .decisionLog(log)
        .run(
            loop -> {
              loop.engine.decisions.noteOutside("a socket");
              loop.engine.decisions.stop();
              loop.engine.decisions.noteOutside("another");
              return null;
            });
    assertEquals("a socket", log.outside());
  }
}
