package dev.heddle.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.Fork;
import dev.heddle.Loop;
import dev.heddle.schedule.Policies;
import dev.heddle.schedule.Policy;
import dev.heddle.schedule.Schedule;
import dev.heddle.verdict.DivergedError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A token reproduces its trace byte for byte, wherever it is replayed. */
class ReplayAnywhereTest {
  /** A pool, a queue that fills, monitors, timeouts and chance, on plain java.util.concurrent. */
  static String program(Loop loop) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(3, loop.threadFactory());
    BlockingQueue<Integer> queue = new ArrayBlockingQueue<>(1);
    List<Integer> taken = new ArrayList<>();
    List<Future<?>> all = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      int number = i;
      all.add(
          pool.submit(
              () -> {
                Thread.sleep(loop.random().nextInt(3));
                return queue.offer(number, 2, TimeUnit.MILLISECONDS);
              }));
      all.add(
          pool.submit(
              () -> {
                Integer next = queue.poll(3, TimeUnit.MILLISECONDS);
                synchronized (taken) {
                  Thread.yield();
                  taken.add(next == null ? -1 : next);
                }
                return next;
              }));
    }
    for (Future<?> future : all) {
      future.get();
    }
    pool.shutdown();
    Thread.sleep(Duration.ofMinutes(1));
    return taken + "\n" + loop.trace();
  }

  private static String run(Schedule schedule) {
    return Loop.builder()
        .policy(Policies.replay(schedule))
        .sites(true)
        .traceLimit(10_000)
        .run(ReplayAnywhereTest::program);
  }

  private static Schedule random(int seed) {
    Loop[] loop = new Loop[1];
    Loop.builder()
        .policy(Policies.random(seed))
        .onBuilt(built -> loop[0] = built)
        .run(ReplayAnywhereTest::program);
    return Schedule.parse(loop[0].schedule().token());
  }

  /** Four threads, whose names go on counting from run to run, and the order in which they end. */
  private static String counted(String prefix, AtomicInteger count, Policy policy, Loop[] loop) {
    return Loop.builder()
        .policy(policy)
        .onBuilt(built -> loop[0] = built)
        .run(
            running -> {
              StringBuilder order = new StringBuilder();
              List<Thread> threads = new ArrayList<>();
              for (int i = 0; i < 4; i++) {
                int number = i;
                threads.add(
                    Thread.ofPlatform()
                        .name(prefix + count.getAndIncrement() + " of " + count.hashCode())
                        .start(() -> order.append(number)));
              }
              for (Thread thread : threads) {
                thread.join();
              }
              return order.toString();
            });
  }

  /** A library may draw numbers for names from a counter that outlives the run. */
  @Test
  void thoughNumbersInNamesDiffer() {
    AtomicInteger count = new AtomicInteger();
    Set<String> orders = new HashSet<>();
    for (int seed = 0; seed < 50; seed++) {
      Loop[] loop = new Loop[1];
      String order = counted("Pool-", count, Policies.random(seed), loop);
      Schedule schedule = Schedule.parse(loop[0].schedule().token());
      assertEquals(
          order, counted("Pool-", new AtomicInteger(1000), Policies.replay(schedule), loop));
      assertThrows(
          DivergedError.class, () -> counted("Loop-", count, Policies.replay(schedule), loop));
      orders.add(order);
    }
    assertTrue(orders.size() > 10, orders.toString());
  }

  /** Prints the trace of the token that is given, and what a search finds. */
  public static void main(String[] token) {
    System.out.print(run(Schedule.parse(token[0])) + search());
  }

  /** A failure that a search with a large schedule finds, shrunk and explained. */
  private static String search() {
    return Explorer.create()
            .policy("random")
            .seed(11)
            .explore(ExplorerTest.deposits(0, 4, 9))
            .failure()
            .report()
        + Explorer.create().seed(11).explore(ExplorerTest.deposits(0, 4, 9)).failure().schedule();
  }

  /** In this JVM, again and again, whatever the compiler has done meanwhile. */
  @Test
  void here() {
    for (int seed = 0; seed < 20; seed++) {
      Schedule schedule = random(seed);
      String first = run(schedule);
      for (int i = 0; i < 50; i++) {
        assertEquals(first, run(schedule));
      }
    }
  }

  /** In new JVMs, with other garbage collectors, interpreted, compiled at once, under load. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "-XX:+UseSerialGC",
        "-XX:+UseParallelGC",
        "-XX:+UseZGC",
        "-Xint",
        "-XX:TieredStopAtLevel=1"
      })
  @Tag("starts-jvms")
  void inNewJvms(String option) throws Exception {
    Schedule schedule = random(option.length());
    Thread[] load = new Thread[Runtime.getRuntime().availableProcessors()];
    AtomicBoolean stop = new AtomicBoolean();
    for (int i = 0; i < load.length; i++) {
      load[i] = new Thread(() -> burn(stop));
      load[i].start();
    }
    try {
      Fork.Result result =
          Fork.run(
              List.of(
                  option, "-Djdk.attach.allowAttachSelf=true", "-XX:+EnableDynamicAgentLoading"),
              ReplayAnywhereTest.class,
              schedule.token());
      assertEquals(0, result.status(), result.output());
      assertEquals(run(schedule) + search(), result.output());
      assertTrue(result.output().contains("parks in"), result.output());
    } finally {
      stop.set(true);
    }
  }

  private static void burn(AtomicBoolean stop) {
    while (!stop.get()) {
      Thread.onSpinWait();
    }
  }
}
