package dev.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.verdict.DeadlockError;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Whatever the JDK tells of threads, it tells of those that the program has made. */
class ThreadMethodsTest {
  /** Threads are left waiting on purpose. */
  private static void run(Loop.VoidBody body) {
    run(
        loop -> {
          body.execute(loop);
          return "";
        });
  }

  private static <T> T run(Loop.Body<T> body) {
    return Loop.builder().problems(problem -> {}).run(body);
  }

  @TestFactory
  Stream<DynamicTest> tellsOfTheProgramsThread() {
    return ThreadPrograms.all().entrySet().stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.getKey(),
                    () -> {
                      ThreadPrograms.Told told = run(loop -> entry.getValue().run());
                      assertSame(told.expected(), told.told());
                    }));
  }

  /** No method is forgotten, and no program is of a method that is not there any more. */
  @Test
  void everyMethodHasItsProgram() throws Exception {
    Set<String> programs = new TreeSet<>(ThreadPrograms.all().keySet());
    assertEquals(ThreadMethods.find(), programs);
  }

  /** What is asked of a lock without naming a thread is answered for the one that asks. */
  @Test
  void locksKnowTheCallingThread() throws Exception {
    List<Boolean> answers = new ArrayList<>();
    run(
        loop -> {
          ReentrantLock lock = new ReentrantLock(true);
          ReentrantReadWriteLock both = new ReentrantReadWriteLock();
          Thread worker =
              ThreadPrograms.start(
                  () -> {
                    lock.lock();
                    both.writeLock().lock();
                    both.readLock().lock();
                    answers.add(lock.isHeldByCurrentThread());
                    answers.add(both.isWriteLockedByCurrentThread());
                    answers.add(both.writeLock().isHeldByCurrentThread());
                    answers.add(both.getReadHoldCount() == 1);
                    answers.add(lock.getHoldCount() == 1);
                  });
          worker.join();
          answers.add(!lock.isHeldByCurrentThread() && lock.isLocked());
          answers.add(!both.isWriteLockedByCurrentThread() && both.isWriteLocked());
        });
    assertEquals(List.of(true, true, true, true, true, true, true), answers);
  }

  /** Who holds a lock is in its text by the name that the program has given. */
  @Test
  void locksNameTheirOwner() {
    run(
        loop -> {
          ReentrantLock lock = new ReentrantLock();
          ReentrantReadWriteLock both = new ReentrantReadWriteLock();
          ThreadPrograms.start(
              () -> {
                lock.lock();
                both.writeLock().lock();
              });
          assertTrue(lock.toString().endsWith("[Locked by thread worker]"), lock.toString());
          String written = both.writeLock().toString();
          assertTrue(written.endsWith("[Locked by thread worker]"), written);
        });
  }

  /** A report on platform threads that wait for a read lock names whoever they wait for. */
  @Test
  void deadlocksOfReadersAndWriters() {
    DeadlockError error =
        assertThrows(
            DeadlockError.class,
            () ->
                run(
                    loop -> {
                      ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
                      CountDownLatch never = new CountDownLatch(1);
                      new Thread(
                              () -> {
                                lock.readLock().lock();
                                awaitUninterrupted(never);
                              },
                              "first reader")
                          .start();
                      new Thread(
                              () -> {
                                lock.readLock().lock();
                                awaitUninterrupted(never);
                              },
                              "second reader")
                          .start();
                      Tasks.yieldNow();
                      Thread writer = new Thread(lock.writeLock()::lock, "writer");
                      writer.start();
                      Tasks.yieldNow();
                      new Thread(lock.readLock()::lock, "late reader").start();
                      writer.join();
                      return null;
                    }));
    String message = error.getMessage();
    assertTrue(
        message.contains(
            "writer waits for the write lock of ReentrantReadWriteLock, held by first reader, second"
                + " reader"),
        message);
    assertTrue(
        message.contains("late reader waits for the read lock of ReentrantReadWriteLock"), message);
    assertTrue(message.contains("behind writer, which waits for the write lock"), message);
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  // ---- groups and lists -----------------------------------------------------------------------

  /** A thread is counted in its group while it lives, and in the groups above. */
  @Test
  void groupsCountTheirThreads() {
    run(
        loop -> {
          ThreadGroup outer = new ThreadGroup("outer");
          ThreadGroup inner = new ThreadGroup(outer, "inner");
          assertEquals(0, outer.activeCount());
          Thread worker = new Thread(inner, LockSupport::park, "worker");
          assertEquals(0, inner.activeCount(), "not started yet");
          worker.start();
          assertEquals(1, inner.activeCount());
          assertEquals(1, outer.activeCount());
          LockSupport.unpark(worker);
          worker.join();
          assertEquals(0, outer.activeCount());
        });
  }

  /** The group that counts is that of the thread that the program sees. */
  @Test
  void activeCountIsOfTheThreadsOwnGroup() throws Exception {
    int[] seen = new int[2];
    String[] group = new String[1];
    run(
        loop -> {
          ThreadGroup own = new ThreadGroup("own");
          Runnable body =
              () -> {
                seen[0] = Thread.activeCount();
                seen[1] = Thread.enumerate(new Thread[10]);
                group[0] = new ThreadGroup("made in it").getParent().getName();
              };
          new Thread(own, LockSupport::park).start();
          Thread worker = new Thread(own, body);
          worker.start();
          worker.join();
        });
    assertEquals(2, seen[0]);
    assertEquals(2, seen[1]);
    assertEquals("own", group[0]);
  }

  /** An interrupt of a group reaches all of its threads. */
  @Test
  void groupsInterruptTheirThreads() throws Exception {
    List<String> interrupted = new ArrayList<>();
    run(
        loop -> {
          ThreadGroup group = new ThreadGroup("group");
          List<Thread> threads = new ArrayList<>();
          for (String name : List.of("a", "b")) {
            Runnable body =
                () -> {
                  LockSupport.park();
                  if (Thread.currentThread().isInterrupted()) {
                    interrupted.add(name);
                  }
                };
            threads.add(new Thread(group, body, name));
          }
          threads.forEach(Thread::start);
          Tasks.yieldNow();
          group.interrupt();
          for (Thread thread : threads) {
            thread.join();
          }
        });
    assertEquals(List.of("a", "b"), interrupted);
  }

  /** Stacks are there too; the loop's own carrier is not, and outside nothing is added. */
  @Test
  void allStackTracesHaveTheLoopsThreads() {
    Thread[] made = new Thread[1];
    run(
        loop -> {
          Thread worker = ThreadPrograms.start(LockSupport::park);
          made[0] = worker;
          StackTraceElement[] stack = Thread.getAllStackTraces().get(worker);
          assertTrue(
              Stream.of(stack).anyMatch(frame -> frame.getMethodName().equals("park")),
              () -> List.of(stack).toString());
          assertTrue(
              Thread.getAllStackTraces().keySet().stream()
                  .noneMatch(thread -> thread.getName().equals("heddle-carrier")));
        });
    assertFalse(Thread.getAllStackTraces().containsKey(made[0]));
  }

  /** A record of java.util.logging has the id of the thread that has logged. */
  @Test
  void logRecordsHaveTheThreadsId() throws Exception {
    long[] ids = new long[2];
    run(
        loop -> {
          Thread worker =
              ThreadPrograms.start(() -> ids[0] = new LogRecord(Level.INFO, "").getLongThreadID());
          ids[1] = worker.threadId();
        });
    assertEquals(ids[1], ids[0]);
  }
}
