package dev.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.explore.Exploration;
import dev.heddle.explore.Exploration.Verdict;
import dev.heddle.explore.Explorer;
import dev.heddle.schedule.PointLevel;
import dev.heddle.schedule.Policies;
import dev.heddle.schedule.Schedule;
import dev.heddle.trace.Step;
import dev.heddle.verdict.LivelockError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * A thread that reads the same again and again, and never gives way: another one goes in between;
 * and if nobody can change what it reads, the run is a livelock.
 */
class SpinningByReadingTest {
  /** Something that a thread can wait for in a loop of its own. */
  private interface Flag {
    void set();

    /** Comes back when it is set. */
    void await();
  }

  private static final class Plain implements Flag {
    private boolean up;

    @Override
    public void set() {
      up = true;
    }

    @Override
    public void await() {
      while (!up) {}
    }
  }

  private static final class Volatile implements Flag {
    private volatile boolean up;

    @Override
    public void set() {
      up = true;
    }

    @Override
    public void await() {
      while (!up) {}
    }
  }

  private static final class Static implements Flag {
    private static int up;

    @SuppressWarnings("StaticAssignmentInConstructor") // each run begins anew
    Static() {
      up = 0;
    }

    @Override
    public void set() {
      up = 1;
    }

    @Override
    public void await() {
      while (up == 0) {}
    }
  }

  private static final class Element implements Flag {
    private final int[] up = new int[3];

    @Override
    public void set() {
      up[1] = 1;
    }

    @Override
    public void await() {
      while (up[1] == 0) {}
    }
  }

  private static final class Exchange implements Flag {
    private final AtomicInteger up = new AtomicInteger();

    @Override
    public void set() {
      up.set(1);
    }

    @Override
    public void await() {
      while (!up.compareAndSet(1, 2)) {}
    }
  }

  private static final class Future implements Flag {
    private final CompletableFuture<Void> up = new CompletableFuture<>();

    @Override
    public void set() {
      up.complete(null);
    }

    @Override
    public void await() {
      while (!up.isDone()) {}
    }
  }

  private static final class Synchronized implements Flag {
    private boolean up;

    @Override
    public synchronized void set() {
      up = true;
    }

    private synchronized boolean isUp() {
      return up;
    }

    @Override
    public void await() {
      while (!isUp()) {}
    }
  }

  private record Kind(Function<Void, Flag> make, String does) {}

  private static Map<String, Kind> kinds() {
    return Map.of(
        "plain field", new Kind(none -> new Plain(), "reads Plain.up (the value is false)"),
        "volatile field",
            new Kind(none -> new Volatile(), "reads Volatile.up (the value is false)"),
        "static field", new Kind(none -> new Static(), "reads Static.up (the value is 0)"),
        "element of an array",
            new Kind(none -> new Element(), "reads element 1 of int[3] (the value is 0)"),
        "exchange that fails",
            new Kind(none -> new Exchange(), "calls AtomicInteger.compareAndSet (the value is 0)"),
        "future", new Kind(none -> new Future(), "calls CompletableFuture.isDone"),
        "synchronized method", new Kind(none -> new Synchronized(), "calls Synchronized.isUp"));
  }

  private interface Check {
    void of(Kind kind);
  }

  private static Stream<DynamicTest> ofEachKind(Check check) {
    return kinds().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(kind -> DynamicTest.dynamicTest(kind.getKey(), () -> check.of(kind.getValue())));
  }

  private static Thread start(String name, Runnable body) {
    return Thread.ofVirtual().name(name).start(body);
  }

  // ---- somebody sets it -----------------------------------------------------------------------

  /** Whoever goes first, the thread that waits goes on when another one has set the flag. */
  @TestFactory
  Stream<DynamicTest> anotherThreadSetsIt() {
    return ofEachKind(
        kind -> {
          Exploration<Duration> all =
              Explorer.create()
                  .schedules(30)
                  .check(
                      loop -> {
                        Flag flag = kind.make().apply(null);
                        Thread waiting = start("waiting", flag::await);
                        Thread setting = start("setting", flag::set);
                        waiting.join();
                        setting.join();
                        return loop.time();
                      });
          assertEquals(Verdict.SAMPLE_PASSED, all.verdict());
          assertEquals(Set.of(Duration.ZERO), all.values(), "no time passes");
        });
  }

  /** Time moves on to the thread that sleeps first, as nobody else does anything. */
  @TestFactory
  Stream<DynamicTest> aSleepingThreadSetsIt() {
    return ofEachKind(
        kind -> {
          Exploration<Duration> all =
              Explorer.create()
                  .schedules(10)
                  .check(
                      loop -> {
                        Flag flag = kind.make().apply(null);
                        Thread waiting = start("waiting", flag::await);
                        Thread setting =
                            start(
                                "setting",
                                () -> {
                                  Tasks.sleep(Duration.ofHours(1));
                                  flag.set();
                                });
                        waiting.join();
                        setting.join();
                        return loop.time();
                      });
          assertEquals(Set.of(Duration.ofHours(1)), all.values());
        });
  }

  /** The trace says that a thread spins, and on what. */
  @Test
  void trace() {
    Loop[] built = new Loop[1];
    Loop.builder()
        .policy(Policies.fifo())
        .points(PointLevel.VOLATILE)
        .onBuilt(loop -> built[0] = loop)
        .run(
            loop -> {
              Flag flag = new Volatile();
              Thread waiting = start("waiting", flag::await);
              start("setting", flag::set).join();
              waiting.join();
              return "";
            });
    List<Step> spins =
        built[0].trace().steps().stream().filter(step -> step.end() == Step.End.SPINS).toList();
    assertEquals(1, spins.size(), built[0].trace().toString());
    assertEquals("waiting", spins.get(0).who());
    assertTrue(spins.get(0).detail().contains("Volatile.up"), spins.get(0).toString());
  }

  // ---- nobody sets it -------------------------------------------------------------------------

  private static Loop.Body<String> waitsInVain(Kind kind) {
    return loop -> {
      Flag flag = kind.make().apply(null);
      start("other", () -> {}).join();
      start("waiting", flag::await).join();
      return "";
    };
  }

  /** The livelock names the thread, and what it reads. */
  @TestFactory
  Stream<DynamicTest> nobodySetsIt() {
    return ofEachKind(
        kind -> {
          Exploration<String> one =
              Explorer.create().schedules(1).shrinkRuns(1).explore(waitsInVain(kind));
          Throwable thrown = Objects.requireNonNull(one.failure()).thrown();
          assertEquals(LivelockError.class, thrown.getClass(), thrown.toString());
          String told = thrown.getMessage();
          assertEquals(
              "Livelock: waiting "
                  + kind.does()
                  + " again and again at SpinningByReadingTest.java:NN, and nobody can change it:"
                  + " every other thread has ended, waits, or does the same. Have another thread"
                  + " change it in time, or give the loop at that line another way to end.",
              told.replaceAll("java:\\d+", "java:NN"));
        });
  }

  /** Its schedule replays it. */
  @Test
  void livelockIsReplayed() {
    Kind kind = Objects.requireNonNull(kinds().get("volatile field"));
    Schedule schedule =
        Objects.requireNonNull(
                Explorer.create().schedules(1).shrinkRuns(1).explore(waitsInVain(kind)).failure())
            .schedule();
    LivelockError again =
        org.junit.jupiter.api.Assertions.assertThrows(
            LivelockError.class,
            () -> Loop.builder().policy(Policies.replay(schedule)).run(waitsInVain(kind)));
    assertTrue(again.getMessage().contains("Volatile.up (the value is false) again and again"));
  }

  /** Two threads that each wait for the other are one. */
  @Test
  void eachWaitsForTheOther() {
    Exploration<String> one =
        Explorer.create()
            .schedules(1)
            .shrinkRuns(1)
            .explore(
                loop -> {
                  Flag left = new Volatile();
                  Flag right = new Volatile();
                  Thread first =
                      start(
                          "first",
                          () -> {
                            right.await();
                            left.set();
                          });
                  Thread second =
                      start(
                          "second",
                          () -> {
                            left.await();
                            right.set();
                          });
                  first.join();
                  second.join();
                  return "";
                });
    assertEquals(LivelockError.class, Objects.requireNonNull(one.failure()).thrown().getClass());
  }

  /** A long loop that reads the same is none if it ends: here after a million turns. */
  @Test
  void countingIsNotSpinning() {
    Exploration<Integer> one =
        Explorer.create()
            .schedules(1)
            .check(
                loop -> {
                  int[] limit = {1_000_000};
                  int turns = 0;
                  while (turns < limit[0]) {
                    turns++;
                  }
                  return turns;
                });
    assertEquals(Set.of(1_000_000), one.values());
  }

  // ---- the harness's own work -----------------------------------------------------------------

  /**
   * Once code of the JDK has points, the harness, which uses it too, is not taken for a spinner.
   */
  @Test
  void harnessDoesNotSpin() {
    Explorer.create()
        .schedules(20)
        .explore(
            loop -> {
              List<Integer> list = new ArrayList<>();
              Thread other = start("other", () -> list.add(1));
              list.add(2);
              other.join();
              return list.size();
            });
    Exploration<Duration> all =
        Explorer.create()
            .schedules(20)
            .check(
                loop -> {
                  AtomicInteger turn = new AtomicInteger();
                  Thread waiting =
                      start(
                          "waiting",
                          () -> {
                            while (turn.get() == 0) {
                              Thread.yield();
                            }
                          });
                  Tasks.sleep(Duration.ofMinutes(1));
                  turn.set(1);
                  waiting.join();
                  return loop.time();
                });
    assertEquals(Set.of(Duration.ofMinutes(1)), all.values());
  }
}
