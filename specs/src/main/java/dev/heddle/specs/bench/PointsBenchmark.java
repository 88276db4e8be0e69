package dev.heddle.specs.bench;

import dev.heddle.Loop;
import dev.heddle.explore.Explorer;
import dev.heddle.schedule.PointLevel;
import dev.heddle.schedule.Policies;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What scheduling points cost: in an exploration, in a loop without points, and outside. */
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
public class PointsBenchmark {
  /** So few that no thread counts as spinning. */
  private static final int ACCESSES = 500;

  private static final int SCHEDULES = 1_000;

  private static final int MANY = 100_000;

  /** Whether the classes of the JVM have points. */
  @State(Scope.Benchmark)
  public static class Jvm {
    @Param({"plain", "points"})
    private String code = "plain";

    private final PlainCode plain = new PlainCode();

    /** Gives code its points as an explored test that ran before does. */
    @Setup
    public void setUp() {
      Loop.create().close();
      if (code.equals("points")) {
        Explorer.create().schedules(2).points(PointLevel.ALL).explore(loop -> "");
      }
    }
  }

  // ---- code under test outside of all loops -----------------------------------------------

  /** A hash map. */
  @Benchmark
  public int map(Jvm jvm) {
    return jvm.plain.map();
  }

  /** A parser. */
  @Benchmark
  public int parser(Jvm jvm) {
    return jvm.plain.parser();
  }

  /** A sort. */
  @Benchmark
  public int sort(Jvm jvm) {
    return jvm.plain.sort();
  }

  // ---- in a loop --------------------------------------------------------------------------

  private static final class Cell {
    private volatile int value;
  }

  /** Accesses in a loop whose level is none, in a JVM where others have points or have none. */
  @Benchmark
  @OperationsPerInvocation(MANY)
  public int accessAtNone(Jvm jvm) {
    return Loop.builder().policy(Policies.fifo()).points(PointLevel.NONE).run(loop -> write(MANY));
  }

  private static int write(int times) {
    Cell cell = new Cell();
    for (int i = 0; i < times; i++) {
      cell.value = i;
    }
    return cell.value;
  }

  private static void explore(PointLevel level) {
    Explorer.create()
        .policy("fifo")
        .points(level)
        .schedules(SCHEDULES)
        .explore(
            loop -> {
              Thread other = Thread.startVirtualThread(() -> {});
              int value = write(ACCESSES);
              other.join();
              return value;
            });
  }

  /** Accesses that are points: another thread could go at each, and does not. */
  @Benchmark
  @OperationsPerInvocation(ACCESSES * SCHEDULES)
  public void pointThatGoesOn() {
    explore(PointLevel.VOLATILE);
  }

  /** The same schedules without points, which is to be taken from these. */
  @Benchmark
  @OperationsPerInvocation(ACCESSES * SCHEDULES)
  public void withoutPoints() {
    explore(PointLevel.NONE);
  }

  // ---- contended monitors -----------------------------------------------------------------

  private static void contend(int threads, Runnable body) {
    Loop.builder()
        .policy(Policies.fifo())
        .points(PointLevel.VOLATILE)
        .run(
            loop -> {
              List<Thread> all = new ArrayList<>();
              for (int i = 0; i < threads; i++) {
                all.add(Thread.startVirtualThread(body));
              }
              for (Thread thread : all) {
                thread.join();
              }
              return "";
            });
  }

  /** Two threads hand a monitor to each other, which code tells of. */
  @Benchmark
  @OperationsPerInvocation(MANY)
  public void monitor2() {
    Object monitor = new Object();
    contend(2, () -> Contention.enterMany(monitor, MANY / 2));
  }

  /** Ten threads hand a monitor round. */
  @Benchmark
  @OperationsPerInvocation(MANY)
  public void monitor10() {
    Object monitor = new Object();
    contend(10, () -> Contention.enterMany(monitor, MANY / 10));
  }

  /** Two threads hand a fair lock to each other. */
  @Benchmark
  @OperationsPerInvocation(MANY)
  public void lock2() {
    Lock lock = new ReentrantLock(true);
    contend(2, () -> Contention.lockMany(lock, MANY / 2));
  }

  /** Ten threads hand a fair lock round. */
  @Benchmark
  @OperationsPerInvocation(MANY)
  public void lock10() {
    Lock lock = new ReentrantLock(true);
    contend(10, () -> Contention.lockMany(lock, MANY / 10));
  }
}
