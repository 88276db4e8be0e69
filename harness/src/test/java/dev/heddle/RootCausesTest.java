package dev.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.trace.Step;
import dev.heddle.verdict.DeadlockError;
import dev.heddle.verdict.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.junit.jupiter.api.Test;

/** A deadlock tells first why those are gone who were to end it. */
class RootCausesTest {
  private static final String NOTHING_RUNS =
      "\nSo nothing can run and no timer is set, but these wait:\n  Task-1 waits for ";

  private static final String UNLOCK = "\nUnlock in a finally block, ";

  private final AssertionError boom = new AssertionError("boom\nin two lines");

  private final List<Problem> problems = new ArrayList<>();

  private Loop used;

  /** Something that keeps {@code lock} for ever. */
  @FunctionalInterface
  private interface Holder {
    void keep(Loop loop, ReentrantLock lock) throws Exception;
  }

  private DeadlockError deadlock(Holder holder) {
    return deadlock(
        loop -> {
          ReentrantLock lock = new ReentrantLock();
          holder.keep(loop, lock);
          Thread.sleep(1);
          lock.lock();
          return null;
        });
  }

  private DeadlockError deadlock(Loop.Body<Object> body) {
    return assertThrows(
        DeadlockError.class,
        () ->
            Loop.builder()
                .problems(problems::add)
                .run(
                    loop -> {
                      used = loop;
                      return body.run(loop);
                    }));
  }

  private void isTold(DeadlockError error, String cause, String line) {
    String message = error.getMessage().replaceAll("java:\\d+", "java");
    String words = "Deadlock: " + cause + NOTHING_RUNS + line;
    assertEquals(words, message.substring(0, Math.min(words.length(), message.length())));
    assertTrue(message.contains(UNLOCK), message);
    assertFalse(message.contains("If a thread outside"), message);
  }

  private void fail(ReentrantLock lock) {
    lock.lock();
    throw boom;
  }

  private static String failure(String who, String how) {
    return who
        + how
        + "java.lang.AssertionError: boom (RootCausesTest.java), and still holds ReentrantLock.";
  }

  // ---- holders ------------------------------------------------------------------------------

  /** A platform thread that has died. */
  @Test
  void platformThread() {
    DeadlockError error = deadlock((loop, lock) -> new Thread(() -> fail(lock), "t").start());

    isTold(error, failure("t", " died of "), "ReentrantLock, held by t\n");
    assertSame(boom, error.getCause());
    assertEquals(0, error.getSuppressed().length);
    assertEquals(
        List.of("fails with AssertionError"),
        used.trace().steps().stream()
            .filter(step -> step.who().equals("t"))
            .map(RootCausesTest::words)
            .toList());
  }

  private static String words(Step step) {
    return step.end().verb() + " " + step.detail();
  }

  /** A virtual thread that has died. */
  @Test
  void virtualThread() {
    DeadlockError error =
        deadlock((loop, lock) -> Thread.ofVirtual().name("t").start(() -> fail(lock)));

    isTold(error, failure("t", " died of "), "ReentrantLock, held by t\n");
    assertSame(boom, error.getCause());
    assertTrue(used.trace().toString().contains("t       fails with AssertionError"));
  }

  /** One whose handler has taken the exception. */
  @Test
  void threadWithAHandler() {
    List<Throwable> handled = new ArrayList<>();
    for (Thread.Builder builder : List.of(Thread.ofVirtual(), Thread.ofPlatform())) {
      DeadlockError error =
          deadlock(
              (loop, lock) ->
                  builder
                      .name("t")
                      .uncaughtExceptionHandler((thread, e) -> handled.add(e))
                      .start(() -> fail(lock)));
      isTold(error, failure("t", " died of "), "ReentrantLock, held by t\n");
      assertSame(boom, error.getCause());
    }
    assertEquals(List.of(boom, boom), handled);
    assertEquals(List.of(), problems);
  }

  /** A task that has failed. */
  @Test
  void task() {
    DeadlockError error =
        deadlock(
            (loop, lock) ->
                loop.createTask(
                    "t",
                    () -> {
                      fail(lock);
                    }));
    isTold(error, failure("t", " failed with "), "ReentrantLock, held by t\n");
    assertSame(boom, error.getCause());
  }

  /** The task of a pool, which keeps the exception where nobody looks. */
  @Test
  void taskOfAPool() {
    DeadlockError error =
        deadlock((loop, lock) -> Executors.newFixedThreadPool(1).submit(() -> fail(lock)));
    isTold(
        error,
        failure("pool-1-thread-1", " is idle, after a task of it failed with "),
        "ReentrantLock, held by pool-1-thread-1\n");
    assertSame(boom, error.getCause());
  }

  /** So it is with the common pool, whose threads end when they have been idle for a minute. */
  @Test
  void taskOfTheCommonPool() {
    String worker = "ForkJoinPool.commonPool-worker-1";
    DeadlockError async = deadlock((loop, lock) -> CompletableFuture.runAsync(() -> fail(lock)));
    isTold(async, failure(worker, " failed with "), "ReentrantLock, held by " + worker + "\n");
    assertSame(boom, async.getCause());

    DeadlockError forked =
        deadlock((loop, lock) -> ForkJoinPool.commonPool().execute(() -> fail(lock)));
    isTold(forked, failure(worker, " failed with "), "ReentrantLock, held by " + worker + "\n");
    assertSame(boom, forked.getCause());
  }

  /** The task of a pool whose thread has ended since. */
  @Test
  void taskOfAPoolThatHasEnded() {
    DeadlockError error =
        deadlock(
            (loop, lock) -> {
              try (ExecutorService pool = Executors.newFixedThreadPool(1)) {
                pool.submit(() -> fail(lock));
              }
            });
    isTold(
        error,
        failure("pool-1-thread-1", " failed with "),
        "ReentrantLock, held by pool-1-thread-1\n");
    assertSame(boom, error.getCause());
  }

  /** A thread that has simply forgotten to unlock. */
  @Test
  void threadThatHasEnded() {
    DeadlockError error = deadlock((loop, lock) -> new Thread(lock::lock, "t").start());

    isTold(error, "t has ended, and still holds ReentrantLock.", "ReentrantLock, held by t\n");
    assertNull(error.getCause());
  }

  /** A worker that has, and waits for its next task. */
  @Test
  void workerThatIsIdle() {
    DeadlockError error =
        deadlock((loop, lock) -> Executors.newFixedThreadPool(1).submit(lock::lock));

    isTold(
        error,
        "pool-1-thread-1 is idle, and still holds ReentrantLock.",
        "ReentrantLock, held by pool-1-thread-1\n");
    assertNull(error.getCause());
  }

  /** The writer of a lock that many wait for is told once. */
  @Test
  void writerOfManyReaders() {
    DeadlockError error =
        deadlock(
            loop -> {
              ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
              new Thread(
                      () -> {
                        lock.writeLock().lock();
                        throw boom;
                      },
                      "t")
                  .start();
              Thread.sleep(1);
              new Thread(() -> lock.readLock().lock(), "reader").start();
              lock.readLock().lock();
              return null;
            });
    isTold(
        error,
        "t died of java.lang.AssertionError: boom (RootCausesTest.java), and still holds the write"
            + " lock of ReentrantReadWriteLock.",
        "the read lock of ReentrantReadWriteLock, held by t\n");
  }

  // ---- others -------------------------------------------------------------------------------

  /** Who was to count a latch down is not known; but who has died may be the one. */
  @Test
  void somebodyElseHasDied() {
    DeadlockError error =
        deadlock(
            loop -> {
              CountDownLatch latch = new CountDownLatch(1);
              new Thread(
                      () -> {
                        Integer.parseInt("x");
                        latch.countDown();
                      },
                      "t")
                  .start();
              latch.await();
              return null;
            });
    String message = error.getMessage().replaceAll("java:\\d+", "java");
    assertTrue(
        message.startsWith(
            "Deadlock: t died of java.lang.NumberFormatException: For input string: \"x\""
                + " (RootCausesTest.java)."
                + NOTHING_RUNS
                + "CountDownLatch, whose count is 1"),
        message);
    assertTrue(
        message.endsWith(
            "\nIf a thread that died should have ended one of these waits, its failure is the cause."),
        message);
    assertNull(error.getCause());
    assertEquals(NumberFormatException.class, error.getSuppressed()[0].getClass());
  }

  /** Near miss: what was released before is nobody's cause. */
  @Test
  void failureOfAPoolThatHoldsNothing() {
    DeadlockError error =
        deadlock(
            loop -> {
              ReentrantLock lock = new ReentrantLock();
              ExecutorService pool = Executors.newFixedThreadPool(1);
              pool.submit(() -> Integer.parseInt("x"));
              pool.submit(
                  () -> {
                    lock.lock();
                    Thread.sleep(Duration.ofHours(1));
                    lock.unlock();
                    return null;
                  });
              Thread.sleep(1);
              lock.lock();
              new CountDownLatch(1).await();
              return null;
            });
    assertTrue(
        error.getMessage().startsWith("Deadlock: nothing can run and no timer is set, but"),
        error.getMessage());
    assertNull(error.getCause());
    assertEquals(0, error.getSuppressed().length);
  }

  /** Near miss: a circle of live threads is told as ever, without what others have died of. */
  @Test
  void circleOfLiveThreads() {
    DeadlockError error =
        deadlock(
            loop -> {
              ReentrantLock mine = new ReentrantLock();
              ReentrantLock yours = new ReentrantLock();
              mine.lock();
              Thread other =
                  new Thread(
                      () -> {
                        yours.lock();
                        mine.lock();
                      },
                      "other");
              other.start();
              Thread.sleep(1);
              yours.lock();
              return null;
            });
    assertTrue(
        error.getMessage().startsWith("Deadlock: nothing can run and no timer is set, since these"),
        error.getMessage());
  }
}
