package dev.heddle.internal.jdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.internal.agent.Installation;
import dev.heddle.internal.hook.BackedThread;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Phaser;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The private fields that reports read are those of this JDK. */
class Jdk25InspectorTest {
  @BeforeAll
  static void open() {
    Installation.require();
  }

  /** A worker's executor is found behind the wrapper of somebody's own factory. */
  @Test
  void executorOfAWorker() throws Exception {
    List<Thread> made = new java.util.concurrent.CopyOnWriteArrayList<>();
    ThreadFactory plain =
        body -> {
          made.add(new Thread(body));
          return made.get(0);
        };
    ThreadFactory wrapping =
        body -> {
          made.add(Thread.ofVirtual().unstarted(() -> body.run()));
          return made.get(0);
        };
    for (ThreadFactory factory : List.of(plain, wrapping)) {
      made.clear();
      ThreadPoolExecutor pool =
          new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory);
      pool.submit(() -> "").get();
      assertSame(pool, Jdk.inspector().executorOf(BackedThread.bodyOf(made.get(0))));
      pool.close();
    }
  }

  /** Who waits for a future knows the queued task that will complete it, however far away. */
  @Test
  void queuedTaskWakesWhoeverWaits() throws Exception {
    CountDownLatch free = new CountDownLatch(1);
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
    pool.submit(() -> free.await(1, TimeUnit.MINUTES));
    CompletableFuture<String> queued = CompletableFuture.supplyAsync(() -> "", pool);
    CompletableFuture<Object> both =
        queued.thenCombine(new CompletableFuture<>(), (one, other) -> one);
    Thread waits = Thread.ofVirtual().start(() -> both.exceptionally(e -> null).join());
    Object blocker = blockerOf(waits);
    assertTrue(Jdk.inspector().wakes(Jdk.inspector().queued(pool).get(0), blocker));
    assertFalse(Jdk.inspector().wakes(new CompletableFuture<>(), blocker));
    both.cancel(false);
    waits.join();
    free.countDown();
    pool.close();
  }

  @Test
  void runnerOfATask() throws Exception {
    Thread[] runner = new Thread[1];
    Thread[] seen = new Thread[1];
    FutureTask<?>[] tasks = new FutureTask<?>[1];
    tasks[0] =
        new FutureTask<>(
            () -> {
              seen[0] = Jdk.inspector().runnerOf(tasks[0]);
              return "";
            });
    runner[0] = new Thread(tasks[0]);
    runner[0].start();
    tasks[0].get();
    assertSame(runner[0], seen[0]);
    assertNull(Jdk.inspector().runnerOf(new FutureTask<>(() -> "")));
  }

  @Test
  void readersOfALock() throws Exception {
    ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    CountDownLatch have = new CountDownLatch(2);
    CountDownLatch end = new CountDownLatch(1);
    Runnable reads =
        () -> {
          lock.readLock().lock();
          have.countDown();
          awaitQuietly(end);
        };
    Thread first = Thread.ofVirtual().start(reads);
    Thread second = Thread.ofVirtual().start(reads);
    Thread none = Thread.ofVirtual().start(() -> awaitQuietly(end));
    have.await();
    Thread writer = Thread.ofVirtual().start(lock.writeLock()::lock);
    Object synchronizer = blockerOf(writer);
    assertTrue(Jdk.inspector().holdsReadLock(synchronizer, first, first));
    assertTrue(Jdk.inspector().holdsReadLock(synchronizer, second, second));
    assertFalse(Jdk.inspector().holdsReadLock(synchronizer, none, none));
    assertSame(writer, Jdk.inspector().firstQueued(synchronizer));
    end.countDown();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void joinPhaserAndCondition() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    Thread joined = Thread.ofVirtual().start(() -> awaitQuietly(end));
    Thread joins =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    joined.join();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                });
    assertTrue(Jdk.inspector().joins(blockerOf(joins), joined));
    assertFalse(Jdk.inspector().joins(blockerOf(joined), joined));
    assertEquals(1, Jdk.inspector().countOf(blockerOf(joined)));
    Phaser phaser = new Phaser(2);
    Thread arrives = Thread.ofVirtual().start(phaser::arriveAndAwaitAdvance);
    assertSame(phaser, Jdk.inspector().phaserOf(blockerOf(arrives)));
    phaser.arrive();
    assertNotNull(Jdk.inspector().lockOf(new ReentrantLock().newCondition()));
    end.countDown();
  }

  @Test
  void timer() {
    Thread[] thread = new Thread[1];
    Timer timer = new Timer("timer", true);
    TimerTask task =
        new TimerTask() {
          @Override
          public void run() {}
        };
    timer.schedule(task, 3_600_000);
    Thread.getAllStackTraces().keySet().stream()
        .filter(t -> t.getName().equals("timer"))
        .forEach(t -> thread[0] = t);
    Object queue = Jdk.inspector().executorOf(BackedThread.bodyOf(thread[0]));
    assertNotNull(queue);
    assertTrue(Jdk.inspector().isTimer(queue));
    assertEquals(1, Jdk.inspector().dueOf(queue).length);
    assertEquals(task.scheduledExecutionTime(), Jdk.inspector().dueOf(queue)[0]);
    timer.cancel();
  }

  /** What a thread is parked on, once it is. */
  private static Object blockerOf(Thread thread) {
    Object blocker = null;
    while (blocker == null) {
      Thread.onSpinWait();
      blocker = LockSupport.getBlocker(thread);
    }
    return blocker;
  }
}
