package dev.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The same program has the same trace: in every run, JVM, garbage collector, and under load. */
class DeterminismTest {
  /** A pool, a queue, locks of three kinds, futures and timers, on plain java.util.concurrent. */
  static String busyProgram() {
    return Loop.builder()
        .traceLimit(100_000)
        .run(
            loop -> {
              ExecutorService pool = Executors.newFixedThreadPool(4, loop.threadFactory());
              ExecutorService virtual = Executors.newVirtualThreadPerTaskExecutor();
              BlockingQueue<Integer> queue = new ArrayBlockingQueue<>(3);
              ReentrantLock lock = new ReentrantLock();
              Semaphore permits = new Semaphore(2);
              Object monitor = new Object();
              List<Future<?>> all = new ArrayList<>();
              for (int i = 0; i < 8; i++) {
                int me = i;
                all.add(
                    pool.submit(
                        () -> {
                          Thread.sleep(me % 3);
                          queue.put(me);
                          permits.acquire();
                          Thread.sleep(2);
                          permits.release();
                          return me;
                        }));
                all.add(
                    virtual.submit(
                        () -> {
                          lock.lock();
                          try {
                            Thread.sleep(1);
                          } finally {
                            lock.unlock();
                          }
                          synchronized (monitor) {
                            Thread.sleep(Duration.ofNanos(me));
                          }
                          return queue.take();
                        }));
              }
              CompletableFuture<String> promise = new CompletableFuture<>();
              loop.callLater(Duration.ofMinutes(1), () -> promise.complete("done"));
              for (Future<?> future : all) {
                future.get();
              }
              promise.get();
              pool.shutdown();
              virtual.shutdown();
              return loop.trace().toString();
            });
  }

  /** Prints the trace of a few runs, which must be one and the same. */
  static final class PrintsTrace {
    private PrintsTrace() {}

    public static void main(String[] args) {
      String first = busyProgram();
      for (int i = 0; i < Integer.parseInt(args[0]); i++) {
        if (!first.equals(busyProgram())) {
          throw new AssertionError("run " + i + " differs");
        }
      }
      System.out.println(first);
    }
  }

  /** Two hundred runs in one JVM, while other threads load the machine. */
  @Test
  void inOneJvmUnderLoad() {
    boolean[] stop = new boolean[1];
    List<byte[]> garbage = new ArrayList<>();
    Thread load =
        new Thread(
            () -> {
              while (!stop[0]) {
                garbage.add(new byte[100_000]);
                if (garbage.size() > 100) {
                  garbage.clear();
                }
              }
            });
    load.setDaemon(true);
    load.start();
    String first = busyProgram();
    for (int run = 1; run < 200; run++) {
      assertEquals(first, busyProgram());
    }
    stop[0] = true;
  }

  /** Other JVMs with other garbage collectors and compilers print the same bytes. */
  @Test
  @Tag("starts-jvms")
  void inOtherJvms() throws Exception {
    String expected = busyProgram() + System.lineSeparator();
    for (String option :
        List.of(
            "-XX:+UseSerialGC",
            "-XX:+UseParallelGC",
            "-XX:+UseZGC",
            "-Xint",
            "-XX:TieredStopAtLevel=1")) {
      String runs = option.equals("-Xint") ? "2" : "50";
      Fork.Result result =
          Fork.run(
              List.of(
                  option, "-XX:+EnableDynamicAgentLoading", "-Djdk.attach.allowAttachSelf=true"),
              PrintsTrace.class,
              runs);
      assertEquals(expected, result.output(), option);
      assertEquals(0, result.status(), option);
    }
    assertTrue(expected.contains("parks in ReentrantLock"), expected);
  }
}
