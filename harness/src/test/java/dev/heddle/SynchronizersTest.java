package dev.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.explore.Exploration;
import dev.heddle.explore.Explorer;
import dev.heddle.schedule.PointLevel;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every lock and synchronizer of the JDK: one trace in all runs; what is open is explored. */
class SynchronizersTest {
  private static final int RUNS = 200;

  static List<String> programs() {
    return Contentions.names();
  }

  // ---- one order ------------------------------------------------------------------------------

  /** Two hundred runs have one trace. */
  @ParameterizedTest
  @MethodSource("programs")
  void oneTrace(String program) {
    String first = Contentions.run(program);
    for (int run = 1; run < RUNS; run++) {
      assertEquals(first, Contentions.run(program));
    }
  }

  /**
   * The same trace in other JVMs: with other garbage collectors, interpreted, and where the JDK's
   * own spins are longer or shorter, because there are fewer processors or more.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "-XX:+UseSerialGC",
        "-XX:+UseParallelGC",
        "-XX:+UseZGC",
        "-Xint",
        "-XX:ActiveProcessorCount=1",
        "-XX:ActiveProcessorCount=8"
      })
  @Tag("starts-jvms")
  void inOtherJvms(String option) throws Exception {
    StringBuilder expected = new StringBuilder();
    for (String program : programs()) {
      expected.append(program).append('\n').append(Contentions.run(program)).append('\n');
    }
    Fork.Result result =
        Fork.run(
            List.of(option, "-XX:+EnableDynamicAgentLoading", "-Djdk.attach.allowAttachSelf=true"),
            Contentions.class,
            option.equals("-Xint") ? "2" : "10");
    assertEquals(
        expected.toString(), result.output().replace(System.lineSeparator(), "\n"), option);
    assertEquals(0, result.status(), option);
  }

  /** Waits shorter than a microsecond, which the JDK spins, take their virtual time. */
  @Test
  void waitsTooShortToPark() {
    for (BlockingQueue<Integer> queue :
        List.of(
            new SynchronousQueue<Integer>(),
            new SynchronousQueue<Integer>(true),
            new LinkedTransferQueue<Integer>())) {
      Loop.run(
          loop -> {
            queue.poll(500, TimeUnit.NANOSECONDS);
            assertEquals(500, loop.time().toNanos());
            return "";
          });
    }
  }

  // ---- what is open ---------------------------------------------------------------------------

  /** How to enter something that one thread at a time may be in, and how to leave it. */
  private record Way(Body enter, Runnable leave) {
    static Way of(Lock lock) {
      return new Way(lock::lock, lock::unlock);
    }

    static Way of(Semaphore permit) {
      return new Way(permit::acquire, permit::release);
    }
  }

  /** What may be interrupted. */
  private interface Body {
    void run() throws InterruptedException;
  }

  /**
   * The orders in which three threads get what the first thread holds, when {@code a} queues up
   * before {@code b}, and {@code c} comes as it is released.
   */
  private static Set<String> orders(Supplier<Way> made) {
    return outcomes(
        loop -> {
          Way way = made.get();
          StringBuilder order = new StringBuilder();
          CountDownLatch done = new CountDownLatch(3);
          way.enter().run();
          for (String name : List.of("a", "b", "c")) {
            Thread.startVirtualThread(
                () -> {
                  quietly(way.enter());
                  order.append(name);
                  way.leave().run();
                  done.countDown();
                });
            if (!name.equals("c")) {
              Thread.sleep(1);
            }
          }
          way.leave().run();
          done.await();
          return order.toString();
        });
  }

  /** What is open where threads suspend, and so in the hands of the JDK's own code. */
  private static Set<String> outcomes(Loop.Body<String> program) {
    Exploration<String> all =
        Explorer.create().exhaustive().points(PointLevel.NONE).outcomes(program);
    assertTrue(all.complete(), all.summary());
    Set<String> outcomes = new TreeSet<>();
    all.outcomes().keySet().forEach(outcome -> outcomes.add(outcome.toString()));
    return outcomes;
  }

  private static void quietly(Body body) {
    try {
      body.run();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whoever comes when an unfair lock is free may take it before those that wait; these queue. */
  @Test
  void unfairLocks() {
    Set<String> open = Set.of("abc", "acb", "cab");
    assertEquals(open, orders(() -> Way.of(new ReentrantLock())));
    assertEquals(open, orders(() -> Way.of(new ReentrantReadWriteLock().writeLock())));
    assertEquals(open, orders(() -> Way.of(new StampedLock().asWriteLock())));
    assertEquals(open, orders(() -> Way.of(new Semaphore(1))));
  }

  /** A fair lock goes to who has waited longest, in every schedule. */
  @Test
  void fairLocks() {
    Set<String> fifo = Set.of("abc");
    assertEquals(fifo, orders(() -> Way.of(new ReentrantLock(true))));
    assertEquals(fifo, orders(() -> Way.of(new ReentrantReadWriteLock(true).writeLock())));
    assertEquals(fifo, orders(() -> Way.of(new Semaphore(1, true))));
  }

  /** A monitor may go to anybody. */
  @Test
  void monitors() {
    assertEquals(
        Set.of("abc", "acb", "bac", "bca", "cab", "cba"),
        outcomes(
            loop -> {
              Object monitor = new Object();
              StringBuilder order = new StringBuilder();
              CountDownLatch done = new CountDownLatch(3);
              synchronized (monitor) {
                for (String name : List.of("a", "b", "c")) {
                  Thread.startVirtualThread(
                      () -> {
                        synchronized (monitor) {
                          order.append(name);
                        }
                        done.countDown();
                      });
                  if (!name.equals("c")) {
                    Thread.sleep(1);
                  }
                }
              }
              done.await();
              return order.toString();
            }));
  }

  /** Condition.signal wakes who has waited longest: ReentrantLock promises it. */
  @Test
  void conditions() {
    assertEquals(
        Set.of("ab"),
        outcomes(
            loop -> {
              Lock lock = new ReentrantLock();
              Condition condition = lock.newCondition();
              StringBuilder order = new StringBuilder();
              CountDownLatch done = new CountDownLatch(2);
              for (String name : List.of("a", "b")) {
                Thread.startVirtualThread(
                    () -> {
                      lock.lock();
                      condition.awaitUninterruptibly();
                      order.append(name);
                      lock.unlock();
                      done.countDown();
                    });
                Thread.sleep(1);
              }
              for (int i = 0; i < 2; i++) {
                lock.lock();
                condition.signal();
                lock.unlock();
              }
              done.await();
              return order.toString();
            }));
  }

  /** The orders in which three threads take 1, 2 and 3: as for {@link #orders}. */
  private static Set<String> taken(Supplier<BlockingQueue<Integer>> made) {
    return outcomes(
        loop -> {
          BlockingQueue<Integer> queue = made.get();
          String[] taker = new String[4];
          CountDownLatch done = new CountDownLatch(3);
          for (String name : List.of("a", "b", "c")) {
            Thread.startVirtualThread(
                () ->
                    quietly(
                        () -> {
                          taker[queue.take()] = name;
                          done.countDown();
                        }));
            if (!name.equals("c")) {
              Thread.sleep(1);
            }
          }
          for (int item = 1; item <= 3; item++) {
            queue.put(item);
          }
          done.await();
          return taker[1] + taker[2] + taker[3];
        });
  }

  /**
   * Who comes when something is there may take it before those that wait, but for the first of a
   * fair queue.
   */
  @Test
  void queues() {
    Set<String> open = Set.of("abc", "acb", "cab");
    assertEquals(open, taken(LinkedBlockingQueue::new));
    assertEquals(open, taken(() -> new ArrayBlockingQueue<>(3)));
    assertEquals(open, taken(LinkedBlockingDeque::new));
    assertEquals(open, taken(PriorityBlockingQueue::new));
    // A fair lock, too: b waits for a signal that comes after c has queued up for the lock.
    assertEquals(Set.of("abc", "acb"), taken(() -> new ArrayBlockingQueue<>(3, true)));
  }

  /**
   * A hand-over without a buffer is matched at once: the JDK's own order, whatever the schedule.
   */
  @Test
  void handOvers() {
    assertEquals(Set.of("abc"), taken(LinkedTransferQueue::new));
    assertEquals(Set.of("abc"), taken(() -> new SynchronousQueue<>(true)));
    assertEquals(Set.of("bac"), taken(SynchronousQueue::new));
  }
}
