package dev.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.explore.Exploration;
import dev.heddle.explore.Exploration.Verdict;
import dev.heddle.explore.Explorer;
import dev.heddle.explore.IncompleteError;
import dev.heddle.explore.NondeterminismError;
import dev.heddle.verdict.BlockedError;
import dev.heddle.verdict.Problem;
import dev.heddle.verdict.Remedy;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

/** What is outside of a loop is refused at once, or waited for in real time, which is told. */
class OutsideTest {
  private static ServerSocket server() throws IOException {
    return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  // ---- refused ------------------------------------------------------------------------------

  /** The whole message: who, what, where, why, and what to do about it. */
  @Test
  void refusalNamesEverything() throws Exception {
    try (ServerSocket server = server()) {
      BlockedError error = assertThrows(BlockedError.class, () -> Loop.run(loop -> accept(server)));
      String line = String.valueOf(error.getStackTrace()[frameOf(error, "accept")].getLineNumber());
      assertEquals(
          "Task Task-1 accepts a connection at OutsideTest.java:"
              + line
              + ", which is outside of the loop: its result and its timing differ between runs."
              + " Replace it by a stand-in; or ask it by Loop.askOutside, whose answers can be"
              + " recorded; or let the loop wait for it in real time, in a run that need not"
              + " repeat: Loop.builder().outside(true).",
          error.getMessage());
      assertEquals(Optional.of(Remedy.of("outside", "true")), error.remedy());
    }
  }

  private static Object accept(ServerSocket server) throws IOException {
    return server.accept();
  }

  private static int frameOf(Throwable error, String method) {
    StackTraceElement[] stack = error.getStackTrace();
    for (int i = 0; i < stack.length; i++) {
      if (stack[i].getClassName().equals(OutsideTest.class.getName())
          && stack[i].getMethodName().equals(method)) {
        return i;
      }
    }
    throw new AssertionError("no frame of " + method, error);
  }

  /** Whether data is there already is luck: a read is refused in any case. */
  @Test
  void refusedThoughItWouldNotWait() throws Exception {
    try (ServerSocket server = server();
        Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
        Socket accepted = server.accept()) {
      accepted.getOutputStream().write(42);
      InputStream in = client.getInputStream();
      assertThrows(BlockedError.class, () -> Loop.run(loop -> in.read()));
      assertEquals(42, in.read());
    }
  }

  /** A library that catches everything does not catch the verdict; nothing else of it goes on. */
  @Test
  void verdictCannotBeSwallowed() throws Exception {
    List<String> log = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    try (ServerSocket server = server()) {
      assertThrows(
          BlockedError.class,
          () ->
              Loop.builder()
                  .problems(problems::add)
                  .run(
                      loop -> {
                        loop.createTask(() -> log.add("another task"));
                        try {
                          server.accept();
                        } catch (Throwable e) {
                          log.add("swallowed");
                        }
                        return null;
                      }));
    }
    assertEquals(List.of("swallowed"), log);
    assertEquals(List.of(), problems);
  }

  /** A task, a thread and a callback that fail by the verdict are no further problems. */
  @Test
  void verdictIsToldOnce() throws Exception {
    List<Problem> problems = new ArrayList<>();
    List<Loop.Body<Object>> programs = new ArrayList<>();
    try (ServerSocket server = server()) {
      programs.add(
          loop -> {
            loop.createTask(server::accept);
            return loop.createFuture().await();
          });
      programs.add(
          loop -> {
            Thread.startVirtualThread(
                () -> {
                  try {
                    server.accept();
                  } catch (IOException e) {
                    throw new AssertionError(e);
                  }
                });
            return loop.createFuture().await();
          });
      programs.add(
          loop -> {
            loop.callSoon(
                () -> {
                  try {
                    server.accept();
                  } catch (IOException e) {
                    throw new AssertionError(e);
                  }
                });
            return loop.createFuture().await();
          });
      List<String> who = new ArrayList<>();
      for (Loop.Body<Object> program : programs) {
        BlockedError error =
            assertThrows(
                BlockedError.class, () -> Loop.builder().problems(problems::add).run(program));
        assertEquals(0, error.getSuppressed().length);
        who.add(error.getMessage().substring(0, error.getMessage().indexOf(" accepts")));
      }
      assertEquals(List.of("Task Task-2", "Thread thread-1", "A callback"), who);
    }
    assertEquals(List.of(), problems);
  }

  // ---- locks that others hold for a moment ----------------------------------------------------

  /** A lock that is freed soon is not noticed: the trace is that of a run in which it was free. */
  @Test
  void lockThatIsHeldForAMomentLeavesNoTrace() throws Exception {
    ReentrantLock lock = new ReentrantLock();
    String free = traceOf(() -> lockAndUnlock(lock));
    CountDownLatch held = new CountDownLatch(1);
    Thread holder =
        new Thread(
            () -> {
              lock.lock();
              held.countDown();
              while (!lock.hasQueuedThreads()) {
                Thread.onSpinWait();
              }
              lock.unlock();
            });
    holder.start();
    held.await();
    assertEquals(free, traceOf(() -> lockAndUnlock(lock)));
    holder.join();
  }

  private static void lockAndUnlock(ReentrantLock lock) {
    lock.lock();
    lock.unlock();
  }

  /** The same of a monitor. */
  @Test
  void monitorThatIsHeldForAMomentLeavesNoTrace() throws Exception {
    Object monitor = new Object();
    String free = traceOf(() -> enterAndLeave(monitor));
    CountDownLatch held = new CountDownLatch(1);
    Thread[] waiter = new Thread[1];
    Thread holder =
        new Thread(
            () -> {
              synchronized (monitor) {
                held.countDown();
                while (waiter[0] == null || waiter[0].getState() != Thread.State.BLOCKED) {
                  Thread.onSpinWait();
                }
              }
            });
    holder.start();
    held.await();
    assertEquals(
        free,
        traceOf(
            () -> {
              waiter[0] = Thread.currentThread();
              enterAndLeave(monitor);
            }));
    holder.join();
  }

  private static void enterAndLeave(Object monitor) {
    synchronized (monitor) {
      monitor.notifyAll();
    }
  }

  private static String traceOf(Runnable program) {
    return Loop.run(
        loop -> {
          Task<?> other = loop.createTask(() -> Tasks.yieldNow());
          program.run();
          other.await();
          assertEquals(Optional.empty(), loop.waitedOutside());
          return loop.trace().toString();
        });
  }

  // ---- allowed ------------------------------------------------------------------------------

  /**
   * A thread outside of the loop answers: the loop waits, and says that the run need not repeat.
   */
  @Test
  void allowedToReadFromASocket() throws Exception {
    try (ServerSocket server = server()) {
      Thread answers =
          new Thread(
              () -> {
                try (Socket accepted = server.accept()) {
                  accepted.getOutputStream().write(accepted.getInputStream().read() + 1);
                } catch (IOException e) {
                  throw new AssertionError(e);
                }
              });
      answers.start();
      Loop[] used = new Loop[1];
      int answer =
          Loop.builder()
              .outside(true)
              .run(
                  loop -> {
                    used[0] = loop;
                    try (Socket client = connect(server)) {
                      client.getOutputStream().write(41);
                      int read = client.getInputStream().read();
                      assertEquals(Duration.ZERO, loop.time());
                      return read;
                    }
                  });
      assertEquals(42, answer);
      assertTrue(
          used[0]
              .waitedOutside()
              .orElseThrow()
              .startsWith("Task Task-1 connects a socket at OutsideTest.java:"),
          used[0].waitedOutside().toString());
      answers.join();
    }
  }

  private static Socket connect(ServerSocket server) throws IOException {
    return new Socket(server.getInetAddress(), server.getLocalPort());
  }

  /** While somebody waits outside, time moves on, but not before the answer could have come. */
  @Test
  void timersAreDueWhenTheAnswerIsLate() throws Exception {
    try (ServerSocket server = server()) {
      Loop.builder()
          .outside(true)
          .run(
              loop -> {
                try (Socket client = connect(server)) {
                  client.setSoTimeout(20);
                  assertThrows(SocketTimeoutException.class, () -> client.getInputStream().read());
                  assertEquals(Duration.ofMillis(20), loop.time());
                }
                return null;
              });
    }
  }

  /** What was read without waiting is over: a sleep after it takes no real time. */
  @Test
  void readingIsOver() throws Exception {
    try (ServerSocket server = server();
        Socket client = connect(server);
        Socket accepted = server.accept()) {
      accepted.getOutputStream().write(42);
      Loop.builder()
          .outside(true)
          .run(
              loop -> {
                assertEquals(42, client.getInputStream().read());
                Thread.sleep(Duration.ofDays(1));
                return null;
              });
    }
  }

  /** Who outside has woken a task, or posted a callback, is told too. */
  @Test
  void wakerIsNamed() throws Exception {
    CompletableFuture<String> answer = new CompletableFuture<>();
    CountDownLatch asked = new CountDownLatch(1);
    Thread answers =
        new Thread(
            () -> {
              try {
                asked.await();
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
              answer.complete("from outside");
            },
            "answerer");
    answers.start();
    Loop.builder()
        .outside(true)
        .run(
            loop -> {
              loop.callLater(Duration.ofSeconds(1), asked::countDown);
              assertEquals("from outside", answer.get());
              assertEquals(Optional.of("thread answerer woke Task-1"), loop.waitedOutside());
              return null;
            });
    Loop.builder()
        .outside(true)
        .run(
            loop -> {
              LoopFuture<String> posted = loop.createFuture();
              loop.askOutside(
                  "a post",
                  () -> {
                    Thread.currentThread().setName("poster");
                    loop.callSoonThreadsafe(() -> posted.setResult("posted"));
                    return null;
                  });
              return posted.await();
            });
  }

  /** A run that asks nobody and waits for nobody outside is deterministic, allowed or not. */
  @Test
  void allowedButNotUsed() {
    Loop.builder()
        .outside(true)
        .run(
            loop -> {
              Thread.sleep(Duration.ofHours(1));
              assertEquals(Optional.empty(), loop.waitedOutside());
              return null;
            });
  }

  // ---- exploring ------------------------------------------------------------------------------

  private static Loop.Body<Object> asksAnew(AtomicInteger asked) {
    return loop -> {
      Task<Object> one = loop.createTask(() -> null);
      Task<Object> other = loop.createTask(() -> null);
      Object answer = loop.askOutside("how often", asked::incrementAndGet);
      Tasks.gather(one, other).await();
      return answer;
    };
  }

  /** A search whose runs depend on the outside claims nothing about all schedules. */
  @Test
  void searchIsIncomplete() {
    Exploration<Object> all = Explorer.create().exhaustive().explore(asksAnew(new AtomicInteger()));
    assertEquals(Verdict.INCOMPLETE, all.verdict());
    assertFalse(all.complete());
    assertTrue(
        all.summary()
            .contains(
                "passed, but there may be others: its runs need not repeat, as"
                    + " they depended on what is outside of the loop (first: Task Task-1 asks [how"
                    + " often] at OutsideTest.java:"),
        all.summary());
    assertThrows(
        IncompleteError.class,
        () -> Explorer.create().exhaustive().check(asksAnew(new AtomicInteger())));
    Exploration<Object> some =
        Explorer.create().schedules(5).explore(asksAnew(new AtomicInteger()));
    assertTrue(
        some.summary().contains("Its runs need not repeat, as they depended on"), some.summary());
  }

  /** Runs that differ because of the outside: the error names that. */
  @Test
  void nondeterminismNamesTheOutside() {
    AtomicInteger asked = new AtomicInteger();
    NondeterminismError error =
        assertThrows(
            NondeterminismError.class,
            () ->
                Explorer.create()
                    .check(
                        loop -> {
                          Object answer = loop.askOutside("how often", asked::incrementAndGet);
                          if (answer.equals(1)) {
                            throw new IllegalStateException("the first time");
                          }
                          return null;
                        }));
    assertTrue(
        error
            .getMessage()
            .contains(
                "They depended on what is outside of the loop (first: Task Task-1 asks [how often]"),
        error.getMessage());
  }

  /** With answers that are kept, the same search is complete, and asks once. */
  @Test
  void searchWithAnswersIsComplete() {
    AtomicInteger asked = new AtomicInteger();
    Answers answers = Answers.inMemory();
    Exploration<Object> all =
        Explorer.create()
            .exhaustive()
            .loops(loop -> loop.answers(answers))
            .explore(asksAnew(asked));
    assertEquals(Verdict.ALL_PASSED, all.verdict());
    assertTrue(all.schedules() > 1, all.summary());
    assertEquals(1, asked.get());
  }

  /** The exception of a program, not ours, still arrives untouched. */
  @Test
  void ownExceptionOfAnAnswer() {
    IllegalStateException mine = new IllegalStateException("mine");
    assertSame(
        mine,
        assertThrows(
            IllegalStateException.class,
            () ->
                Loop.run(
                    loop ->
                        loop.askOutside(
                            "mine",
                            () -> {
                              throw mine;
                            }))));
  }
}
