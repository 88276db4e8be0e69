package dev.heddle.specs.bench;

import dev.heddle.Awaitable;
import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.Task;
import dev.heddle.Tasks;
import dev.heddle.internal.hook.Carrier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The figures of the loop, each beside the same work on {@link Bare}. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 2,
    jvmArgsAppend = {
      "-XX:+EnableDynamicAgentLoading",
      "-Djdk.attach.allowAttachSelf=true",
      "-XX:+UseParallelGC",
      "-Xmx4g"
    })
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class LoopBenchmark {
  private static final int MANY = 100_000;
  private static final int RUNS = 1000;

  // ---- create + await ---------------------------------------------------------------------

  /** A bare thread starts another one, parks, and is unparked by it. */
  @Benchmark
  @OperationsPerInvocation(MANY)
  public void createAwaitBare() {
    Bare bare = new Bare();
    bare.start(
        () -> {
          Thread me = Thread.currentThread();
          for (int i = 0; i < MANY; i++) {
            bare.start(() -> LockSupport.unpark(me));
            LockSupport.park();
          }
        });
    bare.run();
  }

  /** A task creates another one and awaits it. */
  @Benchmark
  @OperationsPerInvocation(MANY)
  public void createAwaitLoop() {
    Loop.run(
        loop -> {
          for (int i = 0; i < MANY; i++) {
            loop.createTask(() -> "").await();
          }
          return "";
        });
  }

  /** A task calls the body of a coroutine object: what "await coroutine" costs. */
  @Benchmark
  @OperationsPerInvocation(MANY)
  public void awaitCoroutine() {
    Loop.run(
        loop -> {
          for (int i = 0; i < MANY; i++) {
            Coroutine.of(() -> "").await();
          }
          return "";
        });
  }

  // ---- switches ---------------------------------------------------------------------------

  /** Two bare threads yield to each other. */
  @Benchmark
  @OperationsPerInvocation(2 * MANY)
  public void yieldBare() {
    Bare bare = new Bare();
    for (int k = 0; k < 2; k++) {
      bare.start(LoopBenchmark::yieldMany);
    }
    bare.run();
  }

  /** Two threads of a loop yield to each other by Thread.yield. */
  @Benchmark
  @OperationsPerInvocation(2 * MANY)
  public void yieldLoop() {
    runTwo(
        () -> {
          yieldMany();
          return "";
        });
  }

  /** Two tasks give way to each other by the loop's own means. */
  @Benchmark
  @OperationsPerInvocation(2 * MANY)
  public void yieldNowLoop() {
    runTwo(
        () -> {
          for (int i = 0; i < MANY; i++) {
            Tasks.yieldNow();
          }
          return "";
        });
  }

  @SuppressWarnings("ThreadPriorityCheck") // the subject
  private static void yieldMany() {
    for (int i = 0; i < MANY; i++) {
      Thread.yield();
    }
  }

  private static void runTwo(Callable<String> body) {
    Loop.run(loop -> Tasks.gather(Coroutine.of(body), Coroutine.of(body)).await());
  }

  private static void handOver(Thread[] both, int me) {
    for (int i = 0; i < MANY; i++) {
      LockSupport.unpark(both[1 - me]);
      LockSupport.park();
    }
    LockSupport.unpark(both[1 - me]);
  }

  /** Two bare threads unpark each other. */
  @Benchmark
  @OperationsPerInvocation(2 * MANY)
  public void parkBare() {
    Bare bare = new Bare();
    Thread[] both = new Thread[2];
    for (int k = 0; k < 2; k++) {
      int me = k;
      both[k] = bare.start(() -> handOver(both, me));
    }
    bare.run();
  }

  /** Two threads of a loop unpark each other. */
  @Benchmark
  @OperationsPerInvocation(2 * MANY)
  public void parkLoop() {
    Loop.run(
        loop -> {
          Thread[] both = new Thread[2];
          for (int k = 0; k < 2; k++) {
            int me = k;
            both[k] = loop.threadFactory().newThread(() -> handOver(both, me));
            both[k].start();
          }
          both[0].join();
          both[1].join();
          return "";
        });
  }

  // ---- contention -------------------------------------------------------------------------

  private static void contend(int threads, Runnable body) {
    Loop.run(
        loop ->
            Tasks.gather(
                    many(
                        threads,
                        () -> {
                          body.run();
                          return "";
                        }))
                .await());
  }

  /** Two threads of a loop hand a monitor to each other. */
  @Benchmark
  @OperationsPerInvocation(MANY)
  public void monitor2Loop() {
    Object monitor = new Object();
    contend(2, () -> Contention.enterMany(monitor, MANY / 2));
  }

  /** Ten threads of a loop hand a monitor round. */
  @Benchmark
  @OperationsPerInvocation(MANY)
  public void monitor10Loop() {
    Object monitor = new Object();
    contend(10, () -> Contention.enterMany(monitor, MANY / 10));
  }

  /** Two threads of a loop hand a lock to each other, which parks and unparks them. */
  @Benchmark
  @OperationsPerInvocation(MANY)
  public void lock2Loop() {
    Lock lock = new ReentrantLock(true);
    contend(2, () -> Contention.lockMany(lock, MANY / 2));
  }

  /** Ten threads of a loop hand a lock round. */
  @Benchmark
  @OperationsPerInvocation(MANY)
  public void lock10Loop() {
    Lock lock = new ReentrantLock(true);
    contend(10, () -> Contention.lockMany(lock, MANY / 10));
  }

  /** Ten virtual threads of the JDK's own scheduler hand a monitor round, in no fixed order. */
  @Benchmark
  @OperationsPerInvocation(MANY)
  public void monitor10Jdk() throws InterruptedException {
    Object monitor = new Object();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      threads.add(Thread.startVirtualThread(() -> Contention.enterMany(monitor, MANY / 10)));
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  // ---- many tasks -------------------------------------------------------------------------

  private static List<Awaitable<String>> many(int count, Callable<String> body) {
    List<Awaitable<String>> all = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      all.add(Coroutine.of(body));
    }
    return all;
  }

  /** A switch among ten tasks. */
  @Benchmark
  @OperationsPerInvocation(10 * MANY)
  public void switchAmong10() {
    switchAmong(10, MANY);
  }

  /** A switch among a thousand tasks, their creation included. */
  @Benchmark
  @OperationsPerInvocation(10 * MANY)
  public void switchAmong1000() {
    switchAmong(1000, 1000);
  }

  /** A switch among a hundred thousand tasks, their creation included. */
  @Benchmark
  @OperationsPerInvocation(10 * MANY)
  public void switchAmong100000() {
    switchAmong(MANY, 10);
  }

  private static void switchAmong(int tasks, int times) {
    Loop.run(
        loop ->
            Tasks.gather(
                    many(
                        tasks,
                        () -> {
                          for (int i = 0; i < times; i++) {
                            Tasks.yieldNow();
                          }
                          return "";
                        }))
                .await());
  }

  /** A hundred thousand bare threads, each parked until a time of its own. */
  @Benchmark
  @OperationsPerInvocation(MANY)
  public void timersBare() {
    Bare bare = new Bare();
    Random random = new Random(1);
    for (int i = 0; i < MANY; i++) {
      long deadline = random.nextLong(1, 1_000_000_000);
      bare.start(() -> bare.sleepUntil(deadline));
    }
    bare.run();
  }

  /** A hundred thousand tasks, each asleep until a time of its own. */
  @Benchmark
  @OperationsPerInvocation(MANY)
  public void timersLoop() {
    Loop.run(
        loop -> {
          Random random = new Random(1);
          List<Task<String>> all = new ArrayList<>(MANY);
          for (int i = 0; i < MANY; i++) {
            Duration delay = Duration.ofNanos(random.nextLong(1, 1_000_000_000));
            all.add(
                loop.createTask(
                    () -> {
                      Tasks.sleep(delay);
                      return "";
                    }));
          }
          return Tasks.gather(all).await();
        });
  }

  /** A hundred thousand callbacks, each due at a time of its own. */
  @Benchmark
  @OperationsPerInvocation(MANY)
  public void callbacksAtTimes() {
    Loop.run(
        loop -> {
          Random random = new Random(1);
          for (int i = 0; i < MANY; i++) {
            loop.callLater(Duration.ofNanos(random.nextLong(1, 1_000_000_000)), () -> {});
          }
          Tasks.sleep(Duration.ofSeconds(1));
          return "";
        });
  }

  // ---- a loop for each run ----------------------------------------------------------------

  /** A run of an empty body on a new carrier: what Loop.run costs a test. */
  @Benchmark
  public Object runOnNewCarrier() {
    return Loop.run(loop -> "");
  }

  /** A thousand runs of an empty body, each on a new loop, all on one carrier. */
  @Benchmark
  @OperationsPerInvocation(RUNS)
  public void runOnSameCarrier() throws InterruptedException {
    Thread carrier =
        new Carrier(
            () -> {
              for (int i = 0; i < RUNS; i++) {
                Loop.run(loop -> "");
              }
            });
    carrier.start();
    carrier.join();
  }

  /** A thousand times a bare queue and one thread on it. */
  @Benchmark
  @OperationsPerInvocation(RUNS)
  public void runBare() {
    for (int i = 0; i < RUNS; i++) {
      Bare bare = new Bare();
      bare.start(() -> {});
      bare.run();
    }
  }
}
