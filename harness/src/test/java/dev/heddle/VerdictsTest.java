package dev.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.schedule.PointLevel;
import dev.heddle.schedule.Policies;
import dev.heddle.verdict.BlockedError;
import dev.heddle.verdict.DeadlockError;
import dev.heddle.verdict.Pending;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

/** When a loop cannot go on, it says why, and never hangs. */
class VerdictsTest {
  private static final Duration SHORT = Duration.ofMillis(300);

  private static LoopBuilder impatient() {
    return Loop.builder().stallTimeout(SHORT);
  }

  // ---- deadlock ---------------------------------------------------------------------------

  /** Two locks in two orders: found at once; who waits, where, held by whom; clean-up runs. */
  @Test
  void deadlockNamesEverybody() {
    List<String> cleanedUp = new ArrayList<>();
    DeadlockError error =
        assertThrows(
            DeadlockError.class,
            () ->
                Loop.builder()
                    .callSites(true)
                    .run(
                        loop -> {
                          ReentrantLock left = new ReentrantLock();
                          ReentrantLock right = new ReentrantLock();
                          Task<?> a = loop.createTask("a", () -> lockBoth(left, right, cleanedUp));
                          Task<?> b = loop.createTask("b", () -> lockBoth(right, left, cleanedUp));
                          return Tasks.gather(a, b).await();
                        }));
    assertEquals(List.of("Task-1", "a", "b"), error.pending().stream().map(Pending::name).toList());
    Pending a = error.pending().get(1);
    assertEquals("waits for ReentrantLock", a.waitsFor());
    assertEquals("b", a.holder());
    assertTrue(String.valueOf(a.createdAt()).contains("VerdictsTest.java"), a.describe());
    assertTrue(a.describe().contains("VerdictsTest.lockBoth"), a.describe());
    assertTrue(error.getMessage().startsWith("Deadlock: nothing can run and no timer is set"));
    assertEquals(
        List.of(
            "a holds ReentrantLock#1 (taken at VerdictsTest.java) and waits for ReentrantLock#2",
            "b holds ReentrantLock#2 (taken at VerdictsTest.java) and waits for ReentrantLock#1"),
        error.cycles().get(0).sentences().stream()
            .map(sentence -> sentence.replaceAll(":\\d+", ""))
            .toList());
    assertTrue(error.getMessage().contains(error.cycles().get(0).describe()), error.getMessage());
    assertEquals(List.of("clean-up", "clean-up"), cleanedUp);
  }

  private static Object lockBoth(ReentrantLock first, ReentrantLock second, List<String> cleanedUp)
      throws InterruptedException {
    first.lock();
    try {
      Tasks.yieldNow();
      second.lockInterruptibly();
      second.unlock();
      return "never";
    } finally {
      cleanedUp.add("clean-up");
      first.unlock();
    }
  }

  /** A deadlock over monitors names the holder too. */
  @Test
  void deadlockOverMonitors() {
    DeadlockError error =
        assertThrows(
            DeadlockError.class,
            () ->
                Loop.run(
                    loop -> {
                      Object left = new Object();
                      Object right = new Object();
                      Task<?> a = loop.createTask("a", () -> enterBoth(left, right));
                      Task<?> b = loop.createTask("b", () -> enterBoth(right, left));
                      return Tasks.gather(a, b).await();
                    }));
    assertEquals(
        List.of(
            "a holds the monitor of Object#1 (taken in VerdictsTest.enterBoth) and waits to enter"
                + " the monitor of Object#2",
            "b holds the monitor of Object#2 (taken in VerdictsTest.enterBoth) and waits to enter"
                + " the monitor of Object#1"),
        error.cycles().get(0).sentences());
  }

  /** With points, code tells where it takes a monitor, and a deadlock names that line. */
  @Test
  void deadlockNamesTheLinesThatTookTheMonitors() {
    DeadlockError error =
        assertThrows(
            DeadlockError.class,
            () ->
                Loop.builder()
                    .policy(Policies.fifo())
                    .points(PointLevel.SYNC)
                    .include("java.util.ArrayList") // which the harness uses as well
                    .run(
                        loop -> {
                          Nested left = new Nested();
                          Nested right = new Nested();
                          Task<?> a = loop.createTask("a", () -> enterBoth(left, right));
                          Task<?> b = loop.createTask("b", () -> right.enter(left));
                          return Tasks.gather(a, b).await();
                        }));
    assertEquals(
        List.of(
            "a holds the monitor of Nested#1 (taken at VerdictsTest.java:NN) and waits to enter"
                + " the monitor of Nested#2",
            "b holds the monitor of Nested#2 (taken at VerdictsTest.java:NN) and waits to enter"
                + " the monitor of Nested#1"),
        error.cycles().get(0).sentences().stream()
            .map(sentence -> sentence.replaceAll("java:\\d+", "java:NN"))
            .toList());
  }

  /** Enters another monitor in its own. */
  private static final class Nested {
    synchronized Object enter(Object other) {
      return enterBoth(this, other);
    }
  }

  /**
   * To report on objects that threads wait for calls none of their methods, which may wait, too.
   */
  @Test
  @SuppressWarnings("JdkObsolete") // Hashtable.hashCode is synchronized
  void deadlockOverObjectsWhoseMethodsWait() {
    Hashtable<String, String> table = new Hashtable<>();
    DeadlockError error =
        assertThrows(
            DeadlockError.class,
            () ->
                Loop.run(
                    loop -> {
                      Object other = new Object();
                      Task<?> a = loop.createTask("a", () -> enterBoth(table, other));
                      Task<?> b = loop.createTask("b", () -> enterBoth(other, table));
                      return Tasks.gather(a, b).await();
                    }));
    assertEquals(2, error.cycles().get(0).sentences().size());
  }

  private static Object enterBoth(Object first, Object second) {
    synchronized (first) {
      Tasks.yieldNow();
      synchronized (second) {
        return "never";
      }
    }
  }

  /** A task that waits for nothing else than itself, a queue or a latch: a deadlock, no clock. */
  @Test
  void deadlockInOtherWaits() {
    assertThrows(DeadlockError.class, () -> Loop.run(loop -> loop.createFuture().await()));
    assertThrows(DeadlockError.class, () -> Loop.run(loop -> new LinkedBlockingQueue<>().take()));
    assertThrows(
        DeadlockError.class,
        () ->
            Loop.run(
                loop -> {
                  new CountDownLatch(1).await();
                }));
    assertThrows(
        DeadlockError.class,
        () ->
            Loop.run(
                loop -> {
                  Object monitor = new Object();
                  synchronized (monitor) {
                    monitor.wait();
                  }
                }));
  }

  /** Near misses: somebody wakes the waiter, or a timer is set. */
  @Test
  void noDeadlock() {
    assertEquals(
        "item",
        Loop.run(
            loop -> {
              LinkedBlockingQueue<String> queue = new LinkedBlockingQueue<>();
              loop.callLater(Duration.ofDays(1), () -> queue.add("item"));
              return queue.take();
            }));
  }

  /** A circle of tasks that await each other is a deadlock whose clean-up ends. */
  @Test
  void circleOfTasks() {
    assertThrows(
        DeadlockError.class,
        () ->
            Loop.run(
                loop -> {
                  Task<?>[] tasks = new Task<?>[2];
                  tasks[0] = loop.createTask(() -> tasks[1].await());
                  tasks[1] = loop.createTask(() -> tasks[0].await());
                  return tasks[0].await();
                }));
  }

  // ---- outside of the loop ------------------------------------------------------------------

  /** A thread outside of the loop completes what a task waits for: the loop waits for it. */
  @Test
  void threadOutsideWakesTask() {
    String result =
        Loop.run(
            loop -> {
              CompletableFuture<String> answer = new CompletableFuture<>();
              Thread outside = new Thread(() -> answer.complete("from outside"));
              outside.start();
              return answer.get();
            });
    assertEquals("from outside", result);
  }

  /** The common pool is outside too, and waited for while it works. */
  @Test
  void commonPoolWakesTask() {
    assertEquals(42, Loop.<Integer>run(loop -> CompletableFuture.supplyAsync(() -> 42).get()));
  }

  /** A thread of the common pool that runs a loop is no reason to wait for that pool. */
  @Test
  void deadlockIsFoundAtOnceOnTheCommonPool() {
    CompletableFuture<Object> run =
        CompletableFuture.supplyAsync(() -> Loop.run(loop -> loop.createFuture().await()));

    ExecutionException failure =
        assertThrows(ExecutionException.class, () -> run.get(20, TimeUnit.SECONDS));
    assertInstanceOf(DeadlockError.class, failure.getCause());
  }

  /** What another thread asks for comes in order. */
  @Test
  void callSoonThreadsafe() {
    List<String> log = new ArrayList<>();
    Loop.run(
        loop -> {
          LoopFuture<String> done = loop.createFuture();
          Thread outside =
              new Thread(
                  () -> {
                    for (int i = 0; i < 3; i++) {
                      int n = i;
                      loop.callSoonThreadsafe(() -> log.add("from outside " + n));
                    }
                    loop.callSoonThreadsafe(() -> done.setResult("done"));
                  });
          outside.start();
          return log.add(done.await());
        });
    assertEquals(List.of("from outside 0", "from outside 1", "from outside 2", "done"), log);
  }

  /**
   * A thread that sleeps in real time, joined by a task that may: refused after the stall timeout.
   */
  @Test
  void joinOfThreadThatSleeps() {
    Thread sleeper = new Thread(VerdictsTest::sleepForLong, "sleeper");
    sleeper.start();
    BlockedError error =
        assertThrows(
            BlockedError.class,
            () ->
                impatient()
                    .outside(true)
                    .run(
                        loop -> {
                          sleeper.join();
                          return null;
                        }));
    sleeper.interrupt();
    assertTrue(
        error.getMessage().contains("Task-1 waits for thread sleeper to end"), error.getMessage());
    assertTrue(error.getMessage().contains("joinOfThreadThatSleeps"), error.getMessage());
    assertTrue(error.getMessage().contains("Loop.builder().stallTimeout"), error.getMessage());
  }

  /** What another loop's code has started is no reason to wait. */
  @Test
  void threadsOfOtherLoopsAreNotWaitedFor() {
    CountDownLatch end = new CountDownLatch(1);
    Loop.run(
        loop -> {
          Thread left =
              new Thread(
                  () -> {
                    try {
                      end.await();
                    } catch (InterruptedException e) {
                      Thread.currentThread().interrupt();
                    }
                  });
          left.start();
        });
    assertThrows(DeadlockError.class, () -> Loop.run(loop -> loop.createFuture().await()));
    end.countDown();
  }

  private static void sleepForLong() {
    try {
      Thread.sleep(Duration.ofHours(1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * A read, which is allowed, from a socket that nobody writes to: refused after the stall timeout.
   */
  @Test
  void socketRead() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
        Socket accepted = server.accept()) {
      assertTrue(accepted.isConnected());
      InputStream in = client.getInputStream();
      BlockedError error =
          assertThrows(BlockedError.class, () -> impatient().outside(true).run(loop -> in.read()));
      assertTrue(error.getMessage().contains("Task-1 reads from a socket"), error.getMessage());
      assertTrue(error.getMessage().contains("socketRead"), error.getMessage());
    }
  }

  /**
   * The JDK's threads that poll sockets serve everybody: they are not of the loop that met them.
   */
  @Test
  void socketsWorkOutsideAfterwards() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
        Socket accepted = server.accept()) {
      assertTrue(client.isConnected());
      assertThrows(
          BlockedError.class,
          () -> impatient().outside(true).run(loop -> accepted.getInputStream().read()));
    }
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
        Socket accepted = server.accept()) {
      InputStream in = client.getInputStream();
      java.util.concurrent.FutureTask<Integer> read =
          new java.util.concurrent.FutureTask<>(in::read);
      Thread reader = Thread.ofVirtual().start(read);
      while (reader.getState() != Thread.State.WAITING) {
        Thread.sleep(1);
      }
      accepted.getOutputStream().write(42);
      assertEquals(42, read.get());
    }
  }

  /** A step that does not end: the run fails although its carrier cannot be stopped. */
  @Test
  void busyLoop() {
    AtomicBoolean stop = new AtomicBoolean();
    BlockedError error =
        assertThrows(
            BlockedError.class,
            () ->
                impatient()
                    .run(
                        loop -> {
                          Tasks.currentTask().setName("spinner");
                          spin(stop);
                          return null;
                        }));
    stop.set(true);
    assertTrue(
        error.getMessage().startsWith("Task spinner has not ended a step for"), error.getMessage());
    assertTrue(error.getMessage().contains("VerdictsTest.spin"), error.getMessage());
    assertTrue(
        error
            .getMessage()
            .endsWith(
                ". A loop that waits has to give way, by Thread.onSpinWait() or a real wait, and what"
                    + " blocks in real time has to be replaced. If a step really takes that long,"
                    + " allow it more time: Loop.builder().stallTimeout(...)."),
        error.getMessage());
  }

  private static void spin(AtomicBoolean stop) {
    while (!stop.get()) {
      // it never gives way
    }
  }

  /** Long as a whole, but each step is short: no verdict. */
  @Test
  void manySteps() {
    Duration stallTimeout =
        Duration.ofSeconds(2); // a busy machine may not run the loop for a while
    long end = dev.heddle.internal.hook.RealTime.nanoTime() + stallTimeout.toNanos() * 5 / 4;
    Loop.builder()
        .stallTimeout(stallTimeout)
        .stepLimit(Long.MAX_VALUE)
        .run(
            loop -> {
              while (dev.heddle.internal.hook.RealTime.nanoTime() < end) {
                Tasks.yieldNow();
              }
              return null;
            });
  }

  // ---- pinned and callbacks -----------------------------------------------------------------

  /** Blocks while its class is being initialised, where no virtual thread can unmount. */
  private static final class BlocksInInitialiser {
    static final boolean DONE = block();

    private BlocksInInitialiser() {}

    private static boolean block() {
      new Semaphore(0).acquireUninterruptibly();
      return true;
    }
  }

  /** A pinned thread that parks is told at once, with its frame. */
  @Test
  void pinnedThread() {
    BlockedError cause =
        assertThrows(BlockedError.class, () -> Loop.run(loop -> BlocksInInitialiser.DONE));
    assertTrue(
        cause.getMessage().contains("Task Task-1 blocks the loop's carrier"), cause.getMessage());
    assertTrue(
        List.of(cause.getStackTrace()).toString().contains("BlocksInInitialiser.block"),
        List.of(cause.getStackTrace()).toString());
  }

  private static final class SuspendsInInitialiser {
    static final boolean DONE = suspend();

    private SuspendsInInitialiser() {}

    private static boolean suspend() {
      Tasks.sleep(Duration.ofSeconds(1));
      return true;
    }
  }

  /** Our own suspension points tell it too. */
  @Test
  void pinnedAtOurSuspensionPoint() {
    BlockedError error =
        assertThrows(BlockedError.class, () -> Loop.run(loop -> SuspendsInInitialiser.DONE));
    assertTrue(error.getMessage().contains("class initialiser"), error.getMessage());
  }

  /** A callback that would wait is told at once, and ends the run, though it catches that. */
  @Test
  void callbackThatWaits() {
    List<String> log = new ArrayList<>();
    BlockedError error =
        assertThrows(
            BlockedError.class,
            () ->
                Loop.run(
                    loop -> {
                      loop.callSoon(
                          () -> {
                            try {
                              new Semaphore(0).acquireUninterruptibly();
                            } catch (BlockedError e) {
                              log.add("caught");
                            }
                          });
                      Tasks.sleep(Duration.ofSeconds(1));
                      return log.add("went on");
                    }));
    assertTrue(
        error.getMessage().startsWith("A callback blocks the loop's carrier in a wait of java."),
        error.getMessage());
    assertEquals(List.of("caught"), log);
  }

  // ---- interrupts ---------------------------------------------------------------------------

  /** A caller that is interrupted has the main task cancelled, and stays interrupted. */
  @Test
  void interruptOfCallerCancelsMain() throws InterruptedException {
    CountDownLatch started = new CountDownLatch(1);
    List<String> log = new ArrayList<>();
    Throwable[] thrown = new Throwable[1];
    Thread caller =
        new Thread(
            () -> {
              try {
                Loop.builder()
                    .outside(true)
                    .run(
                        loop -> {
                          started.countDown();
                          try {
                            return loop.createFuture().await();
                          } finally {
                            log.add("clean-up");
                          }
                        });
              } catch (Throwable e) {
                thrown[0] = e;
              }
              log.add("interrupted: " + Thread.currentThread().isInterrupted());
            });
    caller.start();
    started.await();
    caller.interrupt();
    caller.join();
    assertEquals(java.util.concurrent.CancellationException.class, thrown[0].getClass());
    assertEquals(List.of("clean-up", "interrupted: true"), log);
  }

  /** The verdict of a run is the error object that the program threw, untouched. */
  @Test
  void ownExceptionArrivesUntouched() {
    Exception mine = new java.io.IOException("mine");
    Exception thrown =
        assertThrows(
            java.io.IOException.class,
            () ->
                Loop.run(
                    loop -> {
                      throw mine;
                    }));
    assertSame(mine, thrown);
  }
}
