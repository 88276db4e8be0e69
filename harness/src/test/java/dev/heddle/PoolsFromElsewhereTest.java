package dev.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.explore.Exploration;
import dev.heddle.explore.Explorer;
import dev.heddle.verdict.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A pool that was made outside of the loop, or in another one, begins anew in each loop: no thread,
 * task or timer of one run is seen in the next.
 */
class PoolsFromElsewhereTest {
  private static void run(Loop.VoidBody body) {
    run(
        loop -> {
          body.execute(loop);
          return "";
        });
  }

  private static <T> T run(Loop.Body<T> body) {
    List<Problem> problems = new ArrayList<>();
    T result =
        Loop.builder()
            .problems(problems::add)
            .run(
                loop -> {
                  T seen = body.run(loop);
                  Thread.sleep(1);
                  return seen;
                });
    assertEquals(List.of(), problems);
    return result;
  }

  private static ThreadPoolExecutor daemons(BlockingQueue<Runnable> queue) {
    return new ThreadPoolExecutor(
        1, 2, 1, TimeUnit.HOURS, queue, PoolsFromElsewhereTest::newDaemon);
  }

  private static Thread newDaemon(Runnable body) {
    Thread thread = new Thread(body, "worker");
    thread.setDaemon(true);
    return thread;
  }

  private static ScheduledThreadPoolExecutor timers() {
    return new ScheduledThreadPoolExecutor(1, PoolsFromElsewhereTest::newDaemon);
  }

  /** The thread that has started in real time stays there, and works on when the loop is over. */
  @Test
  void runInVirtualTimeThoughTheyHaveRealThreads() throws Exception {
    ExecutorService pool = daemons(new LinkedBlockingQueue<>());
    Thread real = pool.submit(Thread::currentThread).get();
    for (int i = 0; i < 3; i++) {
      run(
          loop -> {
            assertEquals("worker", pool.submit(() -> nameAfter(Duration.ofHours(1))).get());
            assertEquals(Duration.ofHours(1), loop.time());
          });
    }
    assertSame(real, pool.submit(Thread::currentThread).get());
    pool.shutdown();
    assertTrue(pool.awaitTermination(1, TimeUnit.HOURS));
  }

  private static String nameAfter(Duration time) throws InterruptedException {
    Thread.sleep(time);
    return Thread.currentThread().getName();
  }

  /** What the library keeps in a static field is made by the first run, and used by all. */
  @Test
  void haveTheSameTraceFromTheFirstRunOn() {
    ScheduledExecutorService[] made = new ScheduledExecutorService[1];
    List<String> traces = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Loop[] used = new Loop[1];
      run(
          loop -> {
            used[0] = loop;
            if (made[0] == null) {
              made[0] = timers();
            }
            return made[0].schedule(() -> "done", 1, TimeUnit.HOURS).get();
          });
      traces.add(used[0].trace().toString());
    }
    assertEquals(List.of(traces.get(0), traces.get(0), traces.get(0)), traces);
  }

  /** A timer that was left in the pool is not the next run's, and hides none of its timers. */
  @Test
  void haveNoTasksOfTheLastRun() {
    ScheduledThreadPoolExecutor pool = timers();
    List<String> seen = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      run(
          loop -> {
            assertEquals(0, pool.getQueue().size());
            pool.schedule(() -> seen.add("left over"), 5, TimeUnit.MINUTES);
          });
    }
    run(loop -> pool.schedule(() -> seen.add("in time"), 1, TimeUnit.HOURS).get());
    assertEquals(List.of("in time"), seen);
  }

  /** A pool in a static field is nobody's to shut down; what runs in it at the end is a leak. */
  @Test
  void areNoLeakUnlessTheyAreAtWork() {
    try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
      assertEquals("done", run(loop -> pool.submit(() -> "done").get()));
      List<Problem> problems = new ArrayList<>();
      Loop.builder()
          .problems(problems::add)
          .run(loop -> pool.submit(() -> nameAfter(Duration.ofHours(1))));
      assertEquals(1, problems.size());
      assertSame(Problem.Kind.LEFT_RUNNING, problems.get(0).kind());
    }
  }

  @Test
  void repeatTasks() {
    ScheduledThreadPoolExecutor pool = timers();
    pool.setRemoveOnCancelPolicy(true);
    for (int i = 0; i < 2; i++) {
      List<Long> seen = new ArrayList<>();
      run(
          loop -> {
            var ticks =
                pool.scheduleAtFixedRate(
                    () -> seen.add(loop.time().toHours()), 1, 2, TimeUnit.HOURS);
            Thread.sleep(Duration.ofHours(6));
            ticks.cancel(false);
            assertEquals(0, pool.getQueue().size(), "its settings are those of the pool");
          });
      assertEquals(List.of(1L, 3L, 5L), seen);
    }
  }

  /** Names by the JDK's own factory count from 1 in each run. */
  @Test
  void nameTheirThreadsAnew() {
    ExecutorService pool = Executors.newCachedThreadPool();
    for (int i = 0; i < 2; i++) {
      assertEquals(
          "pool-1-thread-1",
          run(
              loop -> {
                String name = pool.submit(() -> Thread.currentThread().getName()).get();
                pool.shutdown();
                return name;
              }));
    }
    assertFalse(pool.isShutdown(), "only the loop's was");
    pool.shutdown();
  }

  @Test
  void rejectWhatTheirQueueCannotHold() {
    ThreadPoolExecutor pool = daemons(new SynchronousQueue<>());
    for (int i = 0; i < 2; i++) {
      run(
          loop -> {
            var first = pool.submit(() -> nameAfter(Duration.ofHours(1)));
            var second = pool.submit(() -> nameAfter(Duration.ofHours(1)));
            assertThrows(RejectedExecutionException.class, () -> pool.submit(() -> {}));
            first.get();
            second.get();
            assertEquals(2, pool.getLargestPoolSize());
            assertEquals(2, pool.getTaskCount());
          });
    }
    assertEquals(0, pool.getTaskCount());
  }

  /** Tells what it runs. */
  private static final class Telling extends ThreadPoolExecutor {
    private final List<String> told;

    Telling(List<String> told) {
      super(
          1,
          1,
          1,
          TimeUnit.HOURS,
          new PriorityBlockingQueue<>(1, (a, b) -> 0),
          PoolsFromElsewhereTest::newDaemon);
      this.told = told;
    }

    @Override
    protected void beforeExecute(Thread thread, Runnable task) {
      told.add("runs in " + thread.getName());
    }
  }

  /** A subclass stays one, with its fields. */
  @Test
  void areOfTheirOwnClass() {
    List<String> told = new ArrayList<>();
    Telling pool = new Telling(told);
    run(loop -> pool.submit(() -> told.add("body")).get());
    run(loop -> pool.submit(() -> told.add("body")).get());
    assertEquals(List.of("runs in worker", "body", "runs in worker", "body"), told);
  }

  @Test
  void thatAreShutDownStayShutDown() {
    ExecutorService pool = Executors.newFixedThreadPool(1);
    pool.shutdown();
    run(loop -> assertThrows(RejectedExecutionException.class, () -> pool.submit(() -> {})));
  }

  /** A queue of a class of the program's own cannot be copied. */
  @Test
  void withAQueueOfTheirOwnAreUsedAsTheyAre() {
    BlockingQueue<Runnable> queue =
        new LinkedBlockingQueue<>() {
          private static final long serialVersionUID = 1L;
        };
    ThreadPoolExecutor pool = daemons(queue);
    run(
        loop -> {
          assertSame(queue, pool.getQueue());
        });
  }

  /** A pool that the test makes in the loop is no other one. */
  @Test
  void areNotThoseOfTheLoopItself() {
    run(
        loop -> {
          BlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();
          assertSame(queue, daemons(queue).getQueue());
        });
  }

  /** A loop that makes pools for ever keeps those alone that have not ended. */
  @Test
  void areForgottenWhenTheyHaveEnded() {
    run(
        loop -> {
          ExecutorService kept = daemons(new LinkedBlockingQueue<>());
          for (int i = 0; i < 1000; i++) {
            try (ExecutorService pool = Executors.newFixedThreadPool(1)) {
              assertEquals("done", pool.submit(() -> "done").get());
            }
          }
          assertEquals("done", kept.submit(() -> "done").get());
          int known = loop.engine.pools.known();
          assertTrue(known < 100, () -> known + " of 1001");
        });
  }

  /** Whoever has kept the JVM's common pool, or that of another run, gets the loop's. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void areTheLoopsCommonPoolIfTheyAreACommonPool(boolean keptInLoop) throws Exception {
    Executor kept = keptInLoop ? run(loop -> ForkJoinPool.commonPool()) : ForkJoinPool.commonPool();
    for (int i = 0; i < 3; i++) {
      run(
          loop -> {
            assertEquals(
                "ForkJoinPool.commonPool-worker-1 after PT1H",
                CompletableFuture.supplyAsync(() -> sleepAnHour(loop), kept).get());
          });
    }
    CompletableFuture<String> outside = CompletableFuture.supplyAsync(() -> "done", kept);
    assertEquals("done", outside.get());
  }

  private static String sleepAnHour(Loop loop) {
    try {
      return nameAfter(Duration.ofHours(1)) + " after " + loop.time();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void mayBeForkJoinPools() {
    ForkJoinPool pool =
        new ForkJoinPool(
            3,
            ForkJoinPool.defaultForkJoinWorkerThreadFactory,
            null,
            true,
            3,
            5,
            1,
            full -> true,
            2,
            TimeUnit.MINUTES);
    for (int i = 0; i < 3; i++) {
      run(
          loop -> {
            assertEquals(3, pool.getParallelism());
            assertTrue(pool.getAsyncMode());
            String name = pool.submit(() -> nameAfter(Duration.ofHours(1))).get();
            assertEquals("ForkJoinPool-1-worker-1", name);
            assertEquals(Duration.ofHours(1), loop.time());
            Thread.sleep(Duration.ofMinutes(2));
            assertEquals(0, pool.getPoolSize(), "the idle worker has ended");
          });
    }
    pool.shutdown();
  }

  /** Made by the first loop that needs it, as the pools of libraries are. */
  private static final class OfClass {
    static final ScheduledExecutorService TIMERS = Executors.newScheduledThreadPool(1);
    static final ExecutorService POOL = configured();
    static final ForkJoinPool FORK_JOIN = new ForkJoinPool(2);

    private OfClass() {}

    private static ExecutorService configured() {
      ThreadPoolExecutor pool = (ThreadPoolExecutor) Executors.newFixedThreadPool(1);
      pool.setMaximumPoolSize(3);
      pool.setCorePoolSize(3);
      return pool;
    }
  }

  private static String names() throws Exception {
    StringBuilder names = new StringBuilder();
    for (ExecutorService pool : List.of(OfClass.TIMERS, OfClass.POOL, OfClass.FORK_JOIN)) {
      for (int i = 0; i < 3; i++) {
        names.append(pool.submit(() -> nameAfter(Duration.ofHours(1))).get()).append(' ');
      }
    }
    return names.toString();
  }

  /**
   * A class that is initialised in a loop has its pools for all loops, and the first is no other.
   */
  @Test
  void areNotThoseOfTheLoopThatInitialisesTheirClass() {
    List<String> traces = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Loop[] used = new Loop[1];
      String names =
          run(
              loop -> {
                used[0] = loop;
                try (ExecutorService own = Executors.newFixedThreadPool(1)) {
                  return own.submit(() -> Thread.currentThread().getName()).get() + " " + names();
                }
              });
      assertEquals(
          "pool-1-thread-1 pool-2-thread-1 pool-2-thread-1 pool-2-thread-1 pool-3-thread-1"
              + " pool-3-thread-2 pool-3-thread-3 ForkJoinPool-1-worker-1 ForkJoinPool-1-worker-1"
              + " ForkJoinPool-1-worker-1 ",
          names);
      traces.add(used[0].trace().toString());
    }
    assertEquals(List.of(traces.get(0), traces.get(0), traces.get(0)), traces);
  }

  /** As above, where the class has its initialiser start work in its pool. */
  private static final class AtWork {
    static final ScheduledExecutorService TIMERS = Executors.newScheduledThreadPool(1);

    static {
      TIMERS.scheduleAtFixedRate(() -> {}, 1, 1, TimeUnit.DAYS);
    }

    private AtWork() {}
  }

  @Test
  void areNoLeakIfTheirClassHasGivenThemWork() {
    for (int i = 0; i < 3; i++) {
      assertEquals("done", run(loop -> AtWork.TIMERS.submit(() -> "done").get()));
    }
  }

  /** The schedules of an exploration are all alike, though the first initialises the class. */
  private static final class Explored {
    static final ScheduledExecutorService TIMERS = Executors.newScheduledThreadPool(1);

    private Explored() {}
  }

  @Test
  void areTheSameInEverySchedule() {
    Exploration<Integer> all =
        Explorer.create()
            .schedules(100)
            .check(
                loop -> {
                  var first = Explored.TIMERS.schedule(() -> 1, 1, TimeUnit.HOURS);
                  var second = Explored.TIMERS.schedule(() -> 2, 1, TimeUnit.HOURS);
                  return first.get() + second.get();
                });
    assertEquals(Exploration.Verdict.SAMPLE_PASSED, all.verdict());
    assertEquals(Set.of(3), all.values());
  }
}
