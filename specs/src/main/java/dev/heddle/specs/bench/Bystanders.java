package dev.heddle.specs.bench;

import dev.heddle.Loop;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Prints what the agent costs code that no loop runs: JVMs in which a loop has run once, beside
 * JVMs without the harness, that take turns.
 */
public final class Bystanders {
  private static final int JVMS = 3;
  private static final int ROUNDS = 7;

  private Bystanders() {}

  /** One kind of work, and how often it is done in a round. */
  private record Work(String name, int times, Job job) {}

  /** What is timed. */
  private interface Job {
    long run(int times) throws InterruptedException;
  }

  private static final List<Work> ALL =
      List.of(
          new Work("Thread.currentThread()", 50_000_000, Bystanders::currentThread),
          new Work("System.nanoTime()", 5_000_000, Bystanders::nanoTime),
          new Work("ThreadLocalRandom", 20_000_000, Bystanders::random),
          new Work("contended notify and wait", 2_000, Bystanders::handOver),
          new Work("park and unpark", 2_000, Bystanders::parkAndUnpark),
          new Work("start and join a thread", 500, Bystanders::startAndJoin),
          new Work("start a virtual thread", 20_000, Bystanders::startVirtual));

  /** The child: times each kind of work, after a loop has run if there is an argument. */
  public static final class Child {
    private Child() {}

    /** Prints the nanoseconds of each, in the best round: other work on the machine only adds. */
    public static void main(String[] args) throws InterruptedException {
      if (args.length > 0) {
        Loop.run(loop -> "");
      }
      long sum = 0;
      StringBuilder line = new StringBuilder();
      for (Work work : ALL) {
        double best = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
          long start = System.nanoTime();
          sum += work.job().run(work.times());
          best = Math.min(best, (double) (System.nanoTime() - start) / work.times());
        }
        line.append(best).append(' ');
      }
      System.out.println(line.toString() + sum);
    }
  }

  /** Prints medians over the JVMs. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Locale.setDefault(Locale.ROOT);
    double[][] without = new double[ALL.size()][JVMS];
    double[][] with = new double[ALL.size()][JVMS];
    for (int jvm = 0; jvm < JVMS; jvm++) {
      run(without, jvm, List.of());
      run(with, jvm, List.of("with"));
    }
    System.out.printf("%-30s %12s %12s %8s%n", "nanoseconds", "without", "with", "ratio");
    for (int i = 0; i < ALL.size(); i++) {
      double before = median(without[i]);
      double after = median(with[i]);
      System.out.printf(
          "%-30s %,12.1f %,12.1f %8.2f%n", ALL.get(i).name(), before, after, after / before);
    }
  }

  private static void run(double[][] into, int jvm, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:+EnableDynamicAgentLoading",
            "-Djdk.attach.allowAttachSelf=true",
            "-XX:+UseParallelGC",
            "-cp",
            System.getProperty("java.class.path"),
            Child.class.getName()));
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String[] printed =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).split(" ", -1);
    process.waitFor();
    for (int i = 0; i < ALL.size(); i++) {
      into[i][jvm] = Double.parseDouble(printed[i]);
    }
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }

  // ---- the work -----------------------------------------------------------------------------

  private static long currentThread(int times) {
    long sum = 0;
    for (int i = 0; i < times; i++) {
      sum += Thread.currentThread().isVirtual() ? 1 : 0;
    }
    return sum;
  }

  private static long nanoTime(int times) {
    long sum = 0;
    for (int i = 0; i < times; i++) {
      sum += System.nanoTime();
    }
    return sum;
  }

  private static long random(int times) {
    long sum = 0;
    for (int i = 0; i < times; i++) {
      sum += ThreadLocalRandom.current().nextInt();
    }
    return sum;
  }

  private static long handOver(int times) throws InterruptedException {
    Object monitor = new Object();
    boolean[] turn = new boolean[1];
    Thread other = new Thread(() -> takeTurns(monitor, turn, true, times));
    other.start();
    takeTurns(monitor, turn, false, times);
    other.join();
    return times;
  }

  private static void takeTurns(Object monitor, boolean[] turn, boolean mine, int times) {
    synchronized (monitor) {
      for (int i = 0; i < times; i++) {
        while (turn[0] != mine) {
          try {
            monitor.wait();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        }
        turn[0] = !mine;
        monitor.notifyAll();
      }
    }
  }

  private static long parkAndUnpark(int times) throws InterruptedException {
    Thread main = Thread.currentThread();
    AtomicInteger count = new AtomicInteger();
    Thread other =
        new Thread(
            () -> {
              while (count.get() < 2 * times) {
                if (count.get() % 2 == 0) {
                  LockSupport.park();
                } else {
                  count.incrementAndGet();
                  LockSupport.unpark(main);
                }
              }
            });
    other.start();
    while (count.get() < 2 * times) {
      if (count.get() % 2 == 1) {
        LockSupport.park();
      } else {
        count.incrementAndGet();
        LockSupport.unpark(other);
      }
    }
    LockSupport.unpark(other);
    other.join();
    return count.get();
  }

  private static long startAndJoin(int times) throws InterruptedException {
    for (int i = 0; i < times; i++) {
      Thread thread = new Thread(() -> {});
      thread.start();
      thread.join();
    }
    return times;
  }

  private static long startVirtual(int times) throws InterruptedException {
    CountDownLatch ended = new CountDownLatch(times);
    for (int i = 0; i < times; i++) {
      Thread.startVirtualThread(ended::countDown);
    }
    ended.await();
    return times;
  }
}
