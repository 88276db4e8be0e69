package dev.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.verdict.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RecursiveTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Platform threads that code under test starts are run by the loop, and do not notice it. */
class PlatformThreadsTest {
  /** Fails on every problem that nobody expects. */
  private static void run(Loop.VoidBody body) {
    run(
        loop -> {
          body.execute(loop);
          return "";
        });
  }

  private static <T> T run(Loop.Body<T> body) {
    List<Problem> problems = new ArrayList<>();
    T result = Loop.builder().problems(problems::add).run(body);
    assertEquals(List.of(), problems);
    return result;
  }

  @Test
  void sleepInVirtualTime() {
    List<String> seen = new ArrayList<>();
    run(
        loop -> {
          Thread thread =
              new Thread(
                  () -> {
                    sleep(Duration.ofHours(1));
                    seen.add("awake at " + loop.time().toHours());
                  });
          thread.start();
          seen.add("started");
          thread.join();
          return seen.add("joined");
        });
    assertEquals(List.of("started", "awake at 1", "joined"), seen);
  }

  @Test
  void areThemselves() {
    run(
        loop -> {
          Thread[] seen = new Thread[1];
          Thread thread = new Thread(() -> seen[0] = Thread.currentThread(), "worker");
          assertFalse(thread.isDaemon(), "a thread of a test is no daemon");
          assertSame(Thread.State.NEW, thread.getState());
          thread.start();
          assertTrue(thread.isAlive());
          assertSame(Thread.State.RUNNABLE, thread.getState());
          assertThrows(IllegalThreadStateException.class, thread::start);
          thread.join();
          assertSame(thread, seen[0]);
          assertFalse(thread.isAlive());
          assertFalse(thread.isVirtual());
          assertSame(Thread.State.TERMINATED, thread.getState());
          assertThrows(IllegalThreadStateException.class, thread::start);
        });
  }

  /** A subclass with a body of its own and state. */
  private static final class Counting extends Thread {
    private int count;

    @Override
    public void run() {
      assertSame(this, Thread.currentThread());
      assertSame(this, ((Counting) Thread.currentThread()));
      while (!isInterrupted()) {
        count++;
        LockSupport.parkNanos(TimeUnit.MINUTES.toNanos(1));
      }
      count += 1000;
    }
  }

  @Test
  void ofASubclassAreInterrupted() {
    run(
        loop -> {
          Counting counting = new Counting();
          counting.start();
          Thread.sleep(Duration.ofMinutes(10).plusSeconds(1));
          assertSame(Thread.State.TIMED_WAITING, counting.getState());
          assertEquals("run", frameOf(counting));
          counting.interrupt();
          counting.join();
          assertEquals(1011, counting.count);
          assertEquals(Duration.ofMinutes(10).plusSeconds(1), loop.time());
        });
  }

  private static String frameOf(Thread thread) {
    for (StackTraceElement frame : thread.getStackTrace()) {
      if (frame.getClassName().contains("Counting")) {
        return frame.getMethodName();
      }
    }
    return "none";
  }

  @Test
  void areInterruptedBeforeTheyStart() {
    run(
        loop -> {
          List<Boolean> seen = new ArrayList<>();
          Thread thread = new Thread(() -> seen.add(Thread.interrupted()));
          thread.interrupt();
          thread.start();
          thread.join();
          assertEquals(List.of(true), seen);
        });
  }

  @Test
  void areUnparkedByWhatTheProgramKnowsOfThem() {
    run(
        loop -> {
          Object blocker = new Object();
          Thread thread = new Thread(() -> LockSupport.park(blocker));
          thread.start();
          Thread.sleep(1);
          assertSame(Thread.State.WAITING, thread.getState());
          assertSame(blocker, LockSupport.getBlocker(thread));
          LockSupport.unpark(thread);
          assertTrue(thread.join(Duration.ofHours(1)));
          assertEquals(Duration.ofMillis(1), loop.time());
        });
  }

  @Test
  void areJoinedForATime() {
    run(
        loop -> {
          Thread thread = new Thread(() -> sleep(Duration.ofHours(1)));
          thread.start();
          thread.join(1000);
          assertEquals(Duration.ofSeconds(1), loop.time());
          assertFalse(thread.join(Duration.ofSeconds(2)));
          assertEquals(Duration.ofSeconds(3), loop.time());
          synchronized (thread) {
            thread.wait(); // what join was made of, and old code still does
          }
          assertEquals(Duration.ofHours(1), loop.time());
        });
  }

  private static final InheritableThreadLocal<String> INHERITED = new InheritableThreadLocal<>();
  private static final ThreadLocal<String> OWN = ThreadLocal.withInitial(() -> "initial");

  @Test
  void haveThreadLocals() {
    run(
        loop -> {
          INHERITED.set("from the test");
          OWN.set("of the test");
          List<String> seen = new ArrayList<>();
          Thread thread =
              new Thread(
                  () -> {
                    seen.add(INHERITED.get());
                    seen.add(OWN.get());
                    INHERITED.set("from the thread");
                    Thread inner = new Thread(() -> seen.add(INHERITED.get()));
                    inner.start();
                    join(inner);
                  });
          thread.start();
          thread.join();
          assertEquals(List.of("from the test", "initial", "from the thread"), seen);
          assertEquals("from the test", INHERITED.get());
        });
  }

  @Test
  void haveAContextClassLoader() {
    ClassLoader loader = new ClassLoader() {};
    ClassLoader later = new ClassLoader() {};
    run(
        loop -> {
          List<Object> seen = new ArrayList<>();
          Thread thread =
              new Thread(
                  () -> {
                    seen.add(Thread.currentThread().getContextClassLoader());
                    Thread.currentThread().setContextClassLoader(later);
                    Thread inner =
                        new Thread(() -> seen.add(Thread.currentThread().getContextClassLoader()));
                    inner.start();
                    join(inner);
                  });
          thread.setContextClassLoader(loader);
          thread.start();
          thread.join();
          assertEquals(List.of(loader, later), seen);
          assertSame(later, thread.getContextClassLoader());
        });
  }

  @Test
  void inheritFromWhatTheProgramSees() {
    run(
        loop -> {
          ThreadGroup group = new ThreadGroup("ours");
          List<Object> seen = new ArrayList<>();
          Thread thread =
              new Thread(
                  group,
                  () -> {
                    Thread inner = new Thread(() -> {});
                    seen.add(inner.isDaemon());
                    seen.add(inner.getThreadGroup());
                    seen.add(inner.getPriority());
                  });
          thread.setDaemon(true);
          thread.setPriority(7);
          thread.start();
          thread.join();
          assertEquals(List.of(true, group, 7), seen);
        });
  }

  @Test
  void tellTheirOwnHandlerOfWhatTheyThrow() {
    run(
        loop -> {
          List<Object> seen = new ArrayList<>();
          IllegalStateException boom = new IllegalStateException("boom");
          Thread thread =
              new Thread(
                  () -> {
                    throw boom;
                  });
          thread.setUncaughtExceptionHandler((t, e) -> seen.addAll(List.of(t, e)));
          thread.start();
          thread.join();
          assertEquals(List.of(thread, boom), seen);
        });
  }

  @Test
  void tellTheirGroupOfWhatTheyThrow() {
    run(
        loop -> {
          List<Object> seen = new ArrayList<>();
          ThreadGroup group =
              new ThreadGroup("ours") {
                @Override
                public void uncaughtException(Thread thread, Throwable thrown) {
                  seen.add(thrown.getMessage());
                }
              };
          Thread thread =
              new Thread(
                  group,
                  () -> {
                    throw new IllegalStateException("boom");
                  });
          thread.start();
          thread.join();
          assertEquals(List.of("boom"), seen);
        });
  }

  @Test
  void withoutAHandlerAreAProblem() {
    List<Problem> problems = new ArrayList<>();
    Loop.builder()
        .problems(problems::add)
        .run(
            loop -> {
              Thread thread =
                  new Thread(
                      () -> {
                        throw new IllegalStateException("boom");
                      },
                      "worker");
              thread.start();
              thread.join();
              return null;
            });
    assertEquals(1, problems.size());
    assertSame(Problem.Kind.UNCAUGHT, problems.get(0).kind());
    assertEquals("Exception in thread worker", problems.get(0).message());
  }

  @Test
  void renameThemselves() {
    run(
        loop -> {
          CountDownLatch renamed = new CountDownLatch(1);
          Thread thread =
              new Thread(
                  () -> {
                    Thread.currentThread().setName("renamed");
                    renamed.countDown();
                  });
          thread.start();
          renamed.await();
          assertEquals("renamed", thread.getName());
        });
  }

  @Test
  void haveTheSameNamesInEveryRun() {
    for (int i = 0; i < 3; i++) {
      run(
          loop -> {
            assertEquals("Thread-0", new Thread(() -> {}).getName());
            assertEquals("Thread-1", new Thread(() -> {}).getName());
            try (ExecutorService pool = Executors.newFixedThreadPool(1)) {
              assertEquals(
                  "pool-1-thread-1", pool.submit(() -> Thread.currentThread().getName()).get());
            }
            try (ExecutorService pool = Executors.newFixedThreadPool(1)) {
              assertEquals(
                  "pool-2-thread-1", pool.submit(() -> Thread.currentThread().getName()).get());
            }
            try (ForkJoinPool pool = new ForkJoinPool(1)) {
              assertEquals(
                  "ForkJoinPool-1-worker-1",
                  pool.submit(() -> Thread.currentThread().getName()).get());
            }
            CompletableFuture<String> name = new CompletableFuture<>();
            Timer timer = new Timer();
            timer.schedule(
                new TimerTask() {
                  @Override
                  public void run() {
                    name.complete(Thread.currentThread().getName());
                  }
                },
                5);
            assertEquals("Timer-0", name.get());
            timer.cancel();
            Thread.sleep(1);
          });
    }
  }

  @Test
  void ofFixedPoolsWork() {
    run(
        loop -> {
          List<String> seen = new ArrayList<>();
          try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
            for (int i = 0; i < 4; i++) {
              int number = i;
              pool.submit(
                  () -> {
                    Thread.sleep(Duration.ofMinutes(1));
                    return seen.add(
                        number + " on " + Thread.currentThread().getName() + " " + loop.time());
                  });
            }
          }
          assertEquals(
              List.of(
                  "0 on pool-1-thread-1 PT1M",
                  "1 on pool-1-thread-2 PT1M",
                  "2 on pool-1-thread-1 PT2M",
                  "3 on pool-1-thread-2 PT2M"),
              seen);
        });
  }

  @Test
  void ofScheduledPoolsWork() {
    run(
        loop -> {
          List<Long> seen = new ArrayList<>();
          try (ScheduledExecutorService pool = Executors.newScheduledThreadPool(1)) {
            var ticks =
                pool.scheduleAtFixedRate(
                    () -> seen.add(loop.time().toMinutes()), 1, 10, TimeUnit.MINUTES);
            Thread.sleep(Duration.ofMinutes(35));
            ticks.cancel(false);
          }
          assertEquals(List.of(1L, 11L, 21L, 31L), seen);
        });
  }

  @Test
  void ofTheCommonPoolAreTheLoopsOwn() {
    ForkJoinPool real = ForkJoinPool.commonPool();
    for (int i = 0; i < 3; i++) {
      run(
          loop -> {
            assertNotSame(real, ForkJoinPool.commonPool());
            assertEquals(3, ForkJoinPool.getCommonPoolParallelism());
            CompletableFuture<String> slow =
                CompletableFuture.supplyAsync(
                    () -> {
                      sleep(Duration.ofHours(1));
                      return Thread.currentThread().getName();
                    });
            CompletableFuture<String> quick =
                CompletableFuture.supplyAsync(() -> Thread.currentThread().getName());
            assertEquals("ForkJoinPool.commonPool-worker-2", quick.get());
            assertThrows(TimeoutException.class, () -> slow.get(1, TimeUnit.MINUTES));
            assertEquals("ForkJoinPool.commonPool-worker-1", slow.get());
            assertEquals(Duration.ofHours(1), loop.time());
          });
    }
    assertSame(real, ForkJoinPool.commonPool());
  }

  /** Adds up a range by halves. */
  private static final class Sum extends RecursiveTask<Integer> {
    private static final long serialVersionUID = 1L;
    private final int from;
    private final int to;

    Sum(int from, int to) {
      this.from = from;
      this.to = to;
    }

    @Override
    protected Integer compute() {
      if (to - from < 10) {
        sleep(Duration.ofSeconds(1));
        return IntStream.range(from, to).sum();
      }
      int middle = (from + to) / 2;
      Sum left = new Sum(from, middle);
      left.fork();
      return new Sum(middle, to).compute() + left.join();
    }
  }

  @Test
  void forkAndJoin() {
    run(
        loop -> {
          try (ForkJoinPool pool = new ForkJoinPool(4)) {
            assertEquals(499_500, pool.invoke(new Sum(0, 1000)));
          }
          assertEquals(499_500, new Sum(0, 1000).invoke());
        });
  }

  @Test
  void runParallelStreams() {
    Set<List<String>> runs = new HashSet<>();
    for (int i = 0; i < 5; i++) {
      List<String> seen = new ArrayList<>();
      run(
          loop -> {
            int sum =
                IntStream.range(0, 100)
                    .parallel()
                    .map(
                        n -> {
                          sleep(Duration.ofMillis(n));
                          seen.add(n + Thread.currentThread().getName() + loop.time());
                          return n;
                        })
                    .sum();
            assertEquals(4950, sum);
          });
      assertEquals(100, seen.size());
      runs.add(seen);
    }
    assertEquals(1, runs.size(), "all runs are alike");
  }

  @Test
  void waitForWorkInVirtualTime() {
    run(
        loop -> {
          CompletableFuture<String> late =
              CompletableFuture.supplyAsync(
                  () -> "late", CompletableFuture.delayedExecutor(1, TimeUnit.DAYS));
          assertNull(
              new CompletableFuture<String>().completeOnTimeout(null, 2, TimeUnit.HOURS).get());
          assertEquals(Duration.ofHours(2), loop.time());
          assertEquals("late", late.get());
          assertEquals(Duration.ofDays(1), loop.time());
        });
  }

  @Test
  void ofBuildersAndFactoriesAreManaged() {
    run(
        loop -> {
          List<String> seen = new ArrayList<>();
          Thread built =
              Thread.ofPlatform()
                  .name("built-", 3)
                  .daemon()
                  .start(() -> seen.add(Thread.currentThread().getName()));
          built.join();
          Thread made =
              Executors.defaultThreadFactory()
                  .newThread(() -> seen.add(Thread.currentThread().getName()));
          made.start();
          made.join();
          assertEquals(List.of("built-3", "pool-1-thread-1"), seen);
        });
  }

  /** A pool in a static field: its workers go on in the loop that gives them work. */
  @Test
  void ofAPoolThatOutlivesItsLoop() throws Exception {
    ExecutorService pool =
        Executors.newFixedThreadPool(
            1,
            body -> {
              Thread thread = new Thread(body, "worker");
              thread.setDaemon(true);
              return thread;
            });
    for (int i = 0; i < 3; i++) {
      run(
          loop -> {
            assertEquals(
                "worker 1h",
                pool.submit(
                        () -> {
                          Thread.sleep(Duration.ofHours(1));
                          return Thread.currentThread().getName()
                              + " "
                              + Loop.current().time().toHours()
                              + "h";
                        })
                    .get());
            assertEquals(Duration.ofHours(1), loop.time());
          });
    }
    assertEquals("worker", pool.submit(() -> Thread.currentThread().getName()).get());
    pool.shutdown();
    assertTrue(pool.awaitTermination(1, TimeUnit.HOURS));
  }

  /** Pools are sized by it, so it is the same on every machine. */
  @Test
  void seeAsManyProcessorsInEveryRun() {
    int real = Runtime.getRuntime().availableProcessors();
    run(
        loop -> {
          assertEquals(4, Runtime.getRuntime().availableProcessors());
        });
    int[] seen = new int[1];
    Loop.builder()
        .processors(7)
        .run(
            loop -> {
              Thread thread =
                  new Thread(() -> seen[0] = Runtime.getRuntime().availableProcessors());
              thread.start();
              thread.join();
              assertEquals(6, ForkJoinPool.getCommonPoolParallelism());
              return null;
            });
    assertEquals(7, seen[0]);
    assertEquals(real, Runtime.getRuntime().availableProcessors());
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> Loop.builder().processors(0));
    assertEquals(
        "processors must be a positive number, up to 2147483647, and is [0].",
        refused.getMessage());
  }

  /** They come into the next loop in another order than into the one before. */
  @Test
  void thatOutliveTheirLoopGoOnInAnyOrder() {
    List<SynchronousQueue<Runnable>> queues =
        List.of(new SynchronousQueue<>(), new SynchronousQueue<>());
    for (int i = 0; i < 4; i++) {
      int first = i % 2;
      boolean begins = i == 0;
      run(
          loop -> {
            if (begins) {
              queues.forEach(PlatformThreadsTest::startWorker);
              Thread.sleep(1);
            }
            List<Integer> seen = new ArrayList<>();
            for (int which : List.of(first, 1 - first)) {
              queues.get(which).put(() -> seen.add(which));
              Thread.sleep(1);
            }
            assertEquals(List.of(first, 1 - first), seen);
            assertEquals(1, loop.allTasks().size());
          });
    }
  }

  private static void startWorker(BlockingQueue<Runnable> work) {
    Thread worker =
        new Thread(
            () -> {
              try {
                while (true) {
                  work.take().run();
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    worker.setDaemon(true);
    worker.start();
  }

  private static void sleep(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
