package dev.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

/** asyncio's semantics where they meet Java's own: threads, interrupts, futures. */
class JavaShapeTest {
  private static final class Ticker {
    private int turns;
    private boolean on = true;

    Ticker(Loop loop) {
      tick(loop);
    }

    private void tick(Loop loop) {
      loop.callSoon(
          () -> {
            if (on) {
              turns++;
              tick(loop);
            }
          });
    }

    int stop() {
      on = false;
      return turns;
    }
  }

  private interface Wait {
    void run(Loop loop) throws Exception;
  }

  /** How many turns of the loop a wait takes. */
  private static int turns(Wait wait) {
    return Loop.run(
        loop -> {
          Ticker ticker = new Ticker(loop);
          wait.run(loop);
          return ticker.stop();
        });
  }

  /** The JDK's waits take as many turns as their counterparts in asyncio. */
  @Test
  void turnsOfTheJdksWaits() {
    assertEquals(1, turns(loop -> Thread.yield()), "sleep(0)");
    assertEquals(1, turns(loop -> Thread.sleep(0)), "sleep(0)");
    assertEquals(1, turns(loop -> Tasks.yieldNow()), "sleep(0)");
    assertEquals(
        2,
        turns(
            loop -> {
              CompletableFuture<Integer> future = new CompletableFuture<>();
              loop.createTask(() -> future.complete(1));
              future.get();
            }),
        "a future that a new task completes");
    assertEquals(
        2,
        turns(
            loop -> {
              LoopFuture<Integer> future = loop.createFuture();
              loop.createTask(
                  () -> {
                    future.setResult(1);
                  });
              future.await();
            }),
        "the same on a future of the loop");
    assertEquals(
        0, turns(loop -> CompletableFuture.completedFuture(1).get()), "a future that is done");
    assertEquals(2, turns(loop -> Thread.startVirtualThread(() -> {}).join()), "a new task");
    assertEquals(2, turns(loop -> loop.createTask(() -> 1).await()), "a new task");
    assertEquals(2, turns(loop -> loop.createTask(() -> 1).get()), "a new task");
  }

  /** A sleep of the JDK resumes one turn after its timer, like a sleep of ours. */
  @Test
  void sleepsAreAlike() {
    List<String> log = new ArrayList<>();
    Loop.run(
        loop -> {
          Task<Object> jdk =
              loop.createTask(
                  () -> {
                    Thread.sleep(250);
                    return log.add("JDK's sleeper");
                  });
          Task<Object> ours =
              loop.createTask(
                  () -> {
                    Tasks.sleep(Duration.ofMillis(250));
                    return log.add("our sleeper");
                  });
          Tasks.yieldNow();
          loop.callLater(Duration.ofMillis(250), () -> log.add("timer"));
          return Tasks.gather(jdk, ours).await();
        });
    assertEquals(List.of("timer", "JDK's sleeper", "our sleeper"), log);
  }

  /** Cancelling a task in a foreign wait interrupts that wait, and the task ends cancelled. */
  @Test
  void cancelInForeignWait() {
    List<String> log = new ArrayList<>();
    Loop.run(
        loop -> {
          Task<String> task =
              loop.createTask(
                  () -> {
                    try {
                      return new LinkedBlockingQueue<String>().take();
                    } catch (InterruptedException e) {
                      log.add("interrupted");
                      throw e;
                    }
                  });
          Tasks.yieldNow();
          assertTrue(task.cancel("enough"));
          CancellationException e = assertThrows(CancellationException.class, task::await);
          assertEquals("enough", e.getMessage());
          assertTrue(task.isCancelled());
        });
    assertEquals(List.of("interrupted"), log);
  }

  /** A request is delivered once: an interrupt that was seen is not followed by an exception. */
  @Test
  void refusedInterruptIsDelivered() {
    assertEquals(
        "refused and slept",
        Loop.<String>run(
            loop -> {
              Task<String> task =
                  loop.createTask(
                      () -> {
                        try {
                          Thread.sleep(Duration.ofDays(1));
                        } catch (InterruptedException e) {
                          Tasks.sleep(Duration.ofSeconds(1));
                          return "refused and slept";
                        }
                        return "never";
                      });
              Tasks.yieldNow();
              task.cancel();
              return task.await();
            }));
  }

  /** A wait that does not care for interrupts: the request waits for the next one that does. */
  @Test
  void uninterruptibleWait() {
    List<String> log = new ArrayList<>();
    Loop.run(
        loop -> {
          ReentrantLock lock = new ReentrantLock();
          lock.lock();
          Task<Object> task =
              loop.createTask(
                  () -> {
                    lock.lock();
                    log.add("has the lock at " + loop.time());
                    lock.unlock();
                    Tasks.sleep(Duration.ofDays(1));
                    return log.add("never");
                  });
          Tasks.yieldNow();
          task.cancel();
          Tasks.sleep(Duration.ofSeconds(1));
          assertFalse(task.isDone());
          lock.unlock();
          Tasks.waitAll(List.of(task));
          return assertCancelled(task, loop);
        });
    assertEquals(List.of("has the lock at PT1S"), log);
  }

  private static Object assertCancelled(Task<?> task, Loop loop) {
    assertTrue(task.isCancelled());
    assertEquals(Duration.ofSeconds(1), loop.time());
    return loop;
  }

  /** A task that cancels itself is interrupted at its next foreign wait, one turn later. */
  @Test
  void selfCancelAtForeignWait() {
    Loop.run(
        loop -> {
          Task<Object> task =
              loop.createTask(
                  () -> {
                    Tasks.currentTask().cancel();
                    Thread.sleep(Duration.ofDays(1));
                    return "never";
                  });
          Tasks.waitAll(List.of(task));
          assertTrue(task.isCancelled());
          assertEquals(Duration.ZERO, loop.time());
        });
  }

  /** An interrupt from elsewhere at our suspension point cancels that wait, and is consumed. */
  @Test
  void interruptFromElsewhere() {
    List<String> log = new ArrayList<>();
    Loop.run(
        loop -> {
          Thread thread =
              Thread.startVirtualThread(
                  () -> {
                    try {
                      Tasks.sleep(Duration.ofDays(1));
                    } catch (CancellationException e) {
                      log.add(e.getMessage() + " " + Thread.currentThread().isInterrupted());
                    }
                  });
          Tasks.sleep(Duration.ofSeconds(1));
          thread.interrupt();
          thread.join();
          return log.add("at " + loop.time());
        });
    assertEquals(List.of("interrupted false", "at PT1S"), log);
  }

  /** Our waits leave a park permit alone that the code under test has got. */
  @Test
  void parkPermitSurvivesOurWaits() {
    Loop.run(
        loop -> {
          LockSupport.unpark(Thread.currentThread());
          Tasks.yieldNow();
          LockSupport.park();
        });
  }

  /** shutdownNow interrupts what a pool runs, and awaitTermination sees its end. */
  @Test
  void shutdownNow() {
    List<String> log = new ArrayList<>();
    Loop.run(
        loop -> {
          ExecutorService pool = Executors.newFixedThreadPool(2, loop.threadFactory());
          Future<?> sleeper =
              pool.submit(
                  () -> {
                    try {
                      Thread.sleep(Duration.ofDays(1));
                    } catch (InterruptedException e) {
                      log.add("interrupted at " + loop.time());
                    }
                  });
          Thread.sleep(1000);
          pool.shutdownNow();
          assertTrue(pool.awaitTermination(1, TimeUnit.HOURS));
          assertTrue(sleeper.isDone());
        });
    assertEquals(List.of("interrupted at PT1S"), log);
  }

  /** As a java.util.concurrent.Future, a future of the loop wraps failures and has timed gets. */
  @Test
  void asFutureOfTheJdk() {
    Loop.run(
        loop -> {
          Exception mine = new Exception("mine");
          Future<Object> failing =
              loop.createTask(
                  () -> {
                    throw mine;
                  });
          assertEquals(mine, assertThrows(ExecutionException.class, failing::get).getCause());
          assertEquals(mine, failing.exceptionNow());
          Future<Object> slow =
              loop.createTask(
                  () -> {
                    Thread.sleep(Duration.ofHours(1));
                    return "slow";
                  });
          assertThrows(TimeoutException.class, () -> slow.get(59, TimeUnit.MINUTES));
          assertFalse(slow.isDone());
          assertEquals("slow", slow.get(2, TimeUnit.MINUTES));
          assertEquals(Future.State.SUCCESS, slow.state());
        });
  }

  private static final InheritableThreadLocal<String> CONTEXT = new InheritableThreadLocal<>();

  /** A task inherits the context of its creation; its changes stay inside (rule R58). */
  @Test
  void contextIsInheritedAtCreation() {
    CONTEXT.set("caller");
    List<String> log = new ArrayList<>();
    Loop.run(
        loop -> {
          log.add("main sees " + CONTEXT.get());
          CONTEXT.set("main");
          Task<Object> a = loop.createTask(() -> useContext(log, "a"));
          CONTEXT.set("main 2");
          Task<Object> b = loop.createTask(() -> useContext(log, "b"));
          Tasks.gather(a, b).await();
          log.add("main has " + CONTEXT.get());
          useContext(log, "direct");
          return log.add("main has " + CONTEXT.get());
        });
    log.add("caller has " + CONTEXT.get());
    CONTEXT.remove();
    assertEquals(
        List.of(
            "main sees caller",
            "a sees main",
            "b sees main 2",
            "a keeps a",
            "b keeps b",
            "main has main 2",
            "direct sees main 2",
            "direct keeps direct",
            "main has direct",
            "caller has caller"),
        log);
  }

  private static Object useContext(List<String> log, String me) {
    log.add(me + " sees " + CONTEXT.get());
    CONTEXT.set(me);
    Tasks.yieldNow();
    return log.add(me + " keeps " + CONTEXT.get());
  }

  /** Loops run side by side, each in a world of its own. */
  @Test
  void loopsSideBySide() throws Exception {
    List<Thread> threads = new ArrayList<>();
    List<Duration> times = java.util.Collections.synchronizedList(new ArrayList<>());
    for (int i = 1; i <= 8; i++) {
      int days = i;
      Thread thread =
          new Thread(
              () ->
                  times.add(
                      Loop.run(
                          loop -> {
                            for (int d = 0; d < days; d++) {
                              Thread.sleep(Duration.ofDays(1));
                            }
                            return loop.time();
                          })));
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    times.sort(null);
    assertEquals(
        List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L), times.stream().map(Duration::toDays).toList());
  }
}
