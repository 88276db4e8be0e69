package dev.heddle.internal.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.Loop;
import dev.heddle.Task;
import dev.heddle.Tasks;
import dev.heddle.schedule.Decision;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The parts of the works of a loop, each against a model that is too simple to be wrong. */
class EngineWorksTest {
  private static final long SEED = 20261128;

  private static Entry entry(String name) {
    return new Entry() {
      @Override
      public void run(EntryRunner runner) {}

      @Override
      public String label() {
        return name;
      }

      @Override
      boolean isCooperative() {
        return false;
      }

      @Override
      Decision.Kind kind() {
        return Decision.Kind.CALLBACK;
      }

      @Override
      long id() {
        return 0;
      }

      @Override
      String name() {
        return name;
      }
    };
  }

  // ---- the ready queue ------------------------------------------------------------------------

  private static void assertSameAs(List<Entry> model, ReadyQueue queue) {
    assertEquals(model.size(), queue.size());
    assertEquals(model.isEmpty(), queue.isEmpty());
    for (int i = 0; i < model.size(); i++) {
      assertSame(model.get(i), queue.get(i));
    }
  }

  /** The ready queue is a list from which any entry can be taken. */
  @Test
  void readyQueueIsAList() {
    Random random = new Random(SEED);
    for (int round = 0; round < 50; round++) {
      ReadyQueue queue = new ReadyQueue();
      List<Entry> model = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        int at = model.isEmpty() ? 0 : random.nextInt(model.size());
        switch (random.nextInt(10)) {
          case 0, 1 -> assertSame(model.isEmpty() ? null : model.remove(0), queue.poll());
          case 2 -> {
            if (!model.isEmpty()) {
              assertSame(model.remove(at), queue.removeAt(at));
            }
          }
          case 3 -> {
            Entry last = model.isEmpty() ? entry("none") : model.get(model.size() - 1);
            assertEquals(model.remove(last), queue.removeLast(last));
          }
          case 4 -> {
            Entry one = model.isEmpty() ? entry("none") : model.get(at);
            boolean last = !model.isEmpty() && at == model.size() - 1;
            assertEquals(last, queue.removeLast(one));
            if (last) {
              model.remove(one);
            }
          }
          case 5 -> {
            Entry one = model.isEmpty() ? entry("none") : model.get(at);
            model.remove(one);
            queue.remove(one);
          }
          default -> {
            Entry one = entry("entry " + i);
            model.add(one);
            queue.add(one);
          }
        }
        assertSameAs(model, queue);
      }
      queue.clear();
      assertSameAs(List.of(), queue);
      assertNull(queue.poll());
    }
  }

  /** The last of two is not the first. */
  @Test
  void removeLastLooksAtTheLast() {
    ReadyQueue queue = new ReadyQueue();
    Entry first = entry("first");
    Entry last = entry("last");
    queue.add(first);
    queue.add(last);
    assertFalse(queue.removeLast(first));
    assertTrue(queue.removeLast(last));
    assertSameAs(List.of(first), queue);
    assertTrue(queue.removeLast(first));
    assertFalse(queue.removeLast(first));
  }

  /** Who is not in the queue is not given, and its removal changes nothing. */
  @Test
  void outOfTheQueue() {
    ReadyQueue queue = new ReadyQueue();
    assertThrows(IndexOutOfBoundsException.class, () -> queue.get(0));
    Entry only = entry("only");
    queue.add(only);
    queue.remove(entry("other"));
    assertSameAs(List.of(only), queue);
    assertThrows(IndexOutOfBoundsException.class, () -> queue.get(1));
    assertSame(only, queue.removeAt(0));
    for (int i = 0; i < 16; i++) {
      queue.add(entry("entry " + i));
    }
    assertThrows(IndexOutOfBoundsException.class, () -> queue.get(16));
  }

  // ---- timers ---------------------------------------------------------------------------------

  /** Timers come by deadline and creation, without those that were cancelled, and never early. */
  @Test
  void timersComeInOrder() {
    Random random = new Random(SEED);
    for (int round = 0; round < 30; round++) {
      Timers timers = new Timers();
      List<TimerEntry> model = new ArrayList<>();
      long now = 0;
      for (int i = 0; i < 1_000; i++) {
        switch (random.nextInt(round % 2 == 0 ? 3 : 10)) {
          case 0 -> {
            TimerEntry due = timers.pollDue(now);
            TimerEntry expected = first(model);
            expected = expected != null && expected.deadline <= now ? expected : null;
            assertSame(expected, due);
            model.remove(due);
          }
          case 1 -> {
            if (!model.isEmpty()) {
              TimerEntry one = model.remove(random.nextInt(model.size()));
              one.cancel();
              one.cancel();
              assertTrue(one.isCancelled());
            }
          }
          case 2 -> now += random.nextInt(20);
          default -> model.add(timers.add(now + random.nextInt(100), () -> {}, null));
        }
        assertSame(first(model), timers.first());
      }
      timers.clear();
      assertNull(timers.first());
      assertNull(timers.pollDue(Long.MAX_VALUE));
    }
  }

  private static TimerEntry first(List<TimerEntry> model) {
    return model.stream().min(Comparator.comparingLong(t -> t.deadline)).orElse(null);
  }

  /** What is due never is no timer; a timer of the JDK's is none once its task is done. */
  @Test
  void timersThatAreNone() {
    Timers timers = new Timers();
    timers.add(Times.NEVER, () -> {}, null);
    assertNull(timers.first());
    var task = new java.util.concurrent.FutureTask<>(() -> "");
    TimerEntry timer = timers.addUnlessDone(5, () -> {}, task);
    assertSame(timer, timers.first());
    assertFalse(timer.isCancelled());
    task.run();
    assertTrue(timer.isCancelled());
    assertNull(timers.first());
  }

  /** A timer knows when it is due; ties go by creation; equal is only the same. */
  @Test
  void timersCompare() {
    Timers timers = new Timers();
    TimerEntry first = timers.add(7, () -> {}, null);
    TimerEntry second = timers.add(7, () -> {}, null);
    TimerEntry earlier = timers.add(6, () -> {}, null);
    assertEquals(7, first.deadline);
    assertTrue(first.compareTo(second) < 0 && second.compareTo(first) > 0);
    assertTrue(earlier.compareTo(first) < 0 && first.compareTo(earlier) > 0);
    assertEquals(first, first);
    assertFalse(first.equals(second));
    assertEquals(List.of(-1L, -3L, -5L), List.of(first.id(), second.id(), earlier.id()));
    assertEquals(3, Set.of(first.hashCode(), second.hashCode(), earlier.hashCode()).size());
    assertEquals("timer", first.name());
    assertEquals(Decision.Kind.TIMER, first.kind());
  }

  // ---- steps ----------------------------------------------------------------------------------

  private static void take(StepBudget budget, long steps) {
    for (long i = 0; i < steps; i++) {
      if (!budget.take()) {
        throw new AssertionError("none left after " + i);
      }
    }
  }

  /** A bound that was given is one of all steps, with progress and without. */
  @Test
  void aGivenBound() {
    StepBudget budget = new StepBudget(10);
    assertEquals(10, budget.most());
    take(budget, 4);
    assertEquals(4, budget.sinceProgress());
    budget.progress();
    assertEquals(0, budget.sinceProgress());
    take(budget, 6);
    assertFalse(budget.take());
    assertEquals("the run has taken 10 steps and has not ended.", budget.exhausted());
  }

  /** Without a given bound, steps without progress are bounded by themselves. */
  @Test
  void stepsWithoutProgress() {
    StepBudget budget = new StepBudget(StepBudget.DEFAULT);
    assertEquals(StepBudget.IN_ALL, budget.most());
    take(budget, StepBudget.STILL);
    assertFalse(budget.take());
    assertEquals(
        "10000000 steps were taken in which no virtual time has passed and no task or thread has"
            + " ended.",
        budget.exhausted());
  }

  /** With progress, all steps together are bounded. */
  @Test
  void stepsInAll() {
    StepBudget budget = new StepBudget(StepBudget.DEFAULT);
    for (int i = 0; i < 10; i++) {
      take(budget, StepBudget.STILL - 1);
      budget.progress();
    }
    take(budget, 10);
    assertFalse(budget.take());
    assertEquals("the run has taken 100000000 steps and has not ended.", budget.exhausted());
  }

  /** A clean-up begins anew, and has no more than the run had. */
  @Test
  void stepsOfACleanUp() {
    StepBudget budget = new StepBudget(1_000);
    take(budget, 900);
    budget.progress();
    budget.cleanUp(200);
    assertEquals(200, budget.most());
    take(budget, 200);
    assertFalse(budget.take());
    budget.cleanUp(5_000);
    assertEquals(1_000, budget.most());
    take(budget, 1_000);
    assertFalse(budget.take());
    assertEquals("the run has taken 1000 steps and has not ended.", budget.exhausted());
  }

  // ---- times ----------------------------------------------------------------------------------

  /** Time ends, in both directions, and does not turn round. */
  @Test
  void timeDoesNotOverflow() {
    assertEquals(5, Times.add(2, 3));
    assertEquals(-5, Times.add(-2, -3));
    assertEquals(Times.NEVER, Times.add(Long.MAX_VALUE - 1, 1));
    assertEquals(Times.NEVER, Times.add(Long.MAX_VALUE - 1, 2));
    assertEquals(Long.MIN_VALUE, Times.add(Long.MIN_VALUE + 1, -2));
    assertEquals(-1, Times.add(Long.MAX_VALUE, Long.MIN_VALUE));
    assertEquals(Long.MAX_VALUE, Times.nanos(Duration.ofSeconds(Long.MAX_VALUE)));
    assertEquals(Long.MIN_VALUE, Times.nanos(Duration.ofSeconds(Long.MIN_VALUE)));
    assertEquals(1_000_000_001L, Times.nanos(Duration.ofSeconds(1, 1)));
    assertEquals("Executing a callback took 1.500 seconds", Times.slow("-", 1_500_000_000));
    assertEquals("Executing Task-1 took 0.001 seconds", Times.slow("Task-1", 1_000_000));
  }

  // ---- choices --------------------------------------------------------------------------------

  /** Time moves on past one that is ready once, and then he goes first; past the next one anew. */
  @Test
  void timeMovesOnOncePastEach() {
    List<String> seen = new ArrayList<>();
    Loop.builder()
        .earlyTimeouts(true)
        .policy(
            decision -> {
              for (int option = 0; option < decision.size(); option++) {
                if (decision.kind(option) == Decision.Kind.TIME) {
                  return option;
                }
              }
              return 0;
            })
        .run(
            loop -> {
              for (int second = 1; second <= 9; second++) {
                loop.callLater(Duration.ofSeconds(second), () -> {});
              }
              for (String name : List.of("a", "b")) {
                loop.createTask(name, () -> seen.add(name + " at " + loop.time().toSeconds()));
                Tasks.yieldNow();
              }
              return null;
            });
    assertEquals(List.of("a at 1", "b at 2"), seen);
  }

  /** All signals of one gather let one go on: that is one option, however many there are. */
  @Test
  void oneOwnerIsOfferedOnce() {
    Set<Long> signals = new HashSet<>();
    Loop.builder()
        .policy(
            decision -> {
              int offered = 0;
              for (int option = 0; option < decision.size(); option++) {
                if (decision.kind(option) == Decision.Kind.SIGNAL) {
                  offered++;
                }
              }
              signals.add((long) offered);
              return 0;
            })
        .run(
            loop -> {
              Task<String> a = loop.createTask(() -> "a");
              Task<String> b = loop.createTask(() -> "b");
              loop.createTask(
                  () -> {
                    for (int i = 0; i < 5; i++) {
                      Tasks.yieldNow();
                    }
                    return "";
                  });
              return Tasks.gather(a, b).await();
            });
    assertEquals(Set.of(0L, 1L), signals);
  }
}
