package dev.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.heddle.schedule.Policies;
import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Exchanger;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.Phaser;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the JDK has sized by the machine's processors when it started is the same in every loop. */
@Tag("starts-jvms")
class ProcessorsTest {
  private static final int SEEDS = 5;

  /** A program, which may fail in any way. */
  @FunctionalInterface
  private interface Body {
    void run(List<String> log) throws Exception;
  }

  private static Map<String, Body> programs() {
    Map<String, Body> programs = new LinkedHashMap<>();
    programs.put("ConcurrentHashMap grows while two bins are held", ProcessorsTest::growsMap);
    programs.put("ConcurrentHashMap in bulk", ProcessorsTest::goesThroughMap);
    programs.put("Arrays.parallelSort, parallelPrefix", ProcessorsTest::sorts);
    programs.put("parallel streams", ProcessorsTest::streams);
    programs.put("BigInteger.parallelMultiply", ProcessorsTest::multiplies);
    programs.put("pools", ProcessorsTest::usesPools);
    programs.put("CompletableFuture", ProcessorsTest::completes);
    programs.put("SubmissionPublisher", ProcessorsTest::publishes);
    programs.put("Phaser, Exchanger, hand-over", ProcessorsTest::meets);
    programs.put("LongAdder", ProcessorsTest::adds);
    return programs;
  }

  /**
   * Whoever helps to move the bins of a growing map takes some at a time, how many depends on the
   * processors, and waits for those whose bin is held.
   */
  private static void growsMap(List<String> log) throws Exception {
    ConcurrentHashMap<Integer, Integer> map = new ConcurrentHashMap<>(40);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int held : List.of(63, 10)) {
        threads.submit(
            () ->
                map.compute(
                    held,
                    (key, value) -> {
                      sleep(Duration.ofHours(key));
                      return 0;
                    }));
      }
      Thread.sleep(1);
      for (int i = 0; i < 4; i++) {
        int first = 100 * (i + 1);
        threads.submit(
            () -> {
              for (int key = first; key < first + 30; key++) {
                if (key % 64 != 63 && key % 64 != 10) {
                  map.put(key, 1);
                }
              }
              log.add(first + " at " + System.nanoTime());
              return null;
            });
        Thread.sleep(1);
      }
    }
    log.add(map.size() + " at " + System.nanoTime());
  }

  private static void goesThroughMap(List<String> log) {
    ConcurrentHashMap<Integer, Integer> map = new ConcurrentHashMap<>();
    IntStream.range(0, 1000).forEach(i -> map.put(i, i));
    map.forEach(
        1,
        (key, value) -> {
          if (key % 100 == 0) {
            log.add(Thread.currentThread().getName() + " has " + key);
          }
        });
    log.add("" + map.reduceValues(1, Integer::sum));
  }

  private static void sorts(List<String> log) {
    int[] numbers = new Random(1).ints(100_000).toArray();
    Arrays.parallelSort(numbers);
    Arrays.parallelPrefix(numbers, (a, b) -> a ^ b);
    String[] words = Arrays.stream(numbers).mapToObj(Integer::toString).toArray(String[]::new);
    Arrays.parallelSort(words);
    log.add("" + Arrays.hashCode(words));
  }

  private static void streams(List<String> log) {
    log.add(
        ""
            + IntStream.range(0, 10_000)
                .parallel()
                .mapToObj(i -> Thread.currentThread().getName())
                .distinct()
                .sorted()
                .toList());
  }

  private static final BigInteger LARGE = BigInteger.TWO.pow(50_000).subtract(BigInteger.ONE);

  private static void multiplies(List<String> log) throws Exception {
    log.add("" + LARGE.parallelMultiply(LARGE.subtract(BigInteger.TEN)).hashCode());
    try (ForkJoinPool pool = new ForkJoinPool(7)) {
      log.add("" + pool.submit(() -> LARGE.parallelMultiply(LARGE).hashCode()).get());
    }
  }

  private static void usesPools(List<String> log) throws Exception {
    log.add("" + Runtime.getRuntime().availableProcessors());
    log.add("" + ManagementFactory.getOperatingSystemMXBean().getAvailableProcessors());
    try (ForkJoinPool pool = new ForkJoinPool();
        ExecutorService stealing = Executors.newWorkStealingPool()) {
      log.add(pool.getParallelism() + " " + ForkJoinPool.getCommonPoolParallelism());
      for (ExecutorService executor : List.of(pool, stealing, ForkJoinPool.commonPool())) {
        List<Future<String>> names = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
          names.add(
              executor.submit(
                  () -> {
                    Thread.sleep(1);
                    return Thread.currentThread().getName();
                  }));
        }
        for (Future<String> name : names) {
          log.add(name.get());
        }
      }
    }
  }

  private static void completes(List<String> log) {
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      Duration time = Duration.ofHours(i % 3);
      all.add(
          CompletableFuture.runAsync(() -> sleep(time))
              .thenRunAsync(() -> log.add(Thread.currentThread().getName() + " after " + time)));
    }
    CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
    Executor executor = new CompletableFuture<>().defaultExecutor();
    log.add("" + (executor == ForkJoinPool.commonPool()));
  }

  private static void publishes(List<String> log) throws Exception {
    CountDownLatch done = new CountDownLatch(2);
    try (SubmissionPublisher<Integer> publisher = new SubmissionPublisher<>()) {
      for (int i = 0; i < 2; i++) {
        publisher.subscribe(new Logs(i, log, done));
      }
      IntStream.range(0, 20).forEach(publisher::submit);
    }
    done.await();
  }

  private record Logs(int number, List<String> log, CountDownLatch done)
      implements Flow.Subscriber<Integer> {
    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(Integer item) {
      log.add(number + " gets " + item + " on " + Thread.currentThread().getName());
    }

    @Override
    public void onError(Throwable thrown) {
      log.add(thrown.toString());
    }

    @Override
    public void onComplete() {
      done.countDown();
    }
  }

  private static void meets(List<String> log) throws Exception {
    Phaser phaser = new Phaser(4);
    Exchanger<Integer> exchanger = new Exchanger<>();
    SynchronousQueue<Integer> queue = new SynchronousQueue<>();
    LinkedTransferQueue<Integer> transfers = new LinkedTransferQueue<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 4; i++) {
        int me = i;
        threads.submit(
            () -> {
              for (int round = 0; round < 3; round++) {
                phaser.arriveAndAwaitAdvance();
                log.add(me + " has " + exchanger.exchange(me));
                if (me % 2 == 0) {
                  queue.put(me);
                  transfers.transfer(me);
                } else {
                  log.add(me + " takes " + queue.take() + transfers.take());
                }
              }
              return null;
            });
      }
    }
  }

  private static void adds(List<String> log) throws Exception {
    LongAdder adder = new LongAdder();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 8; i++) {
        threads.submit(
            () -> {
              adder.increment();
              Thread.yield();
              adder.increment();
            });
      }
    }
    log.add("" + adder);
  }

  private static void sleep(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Everything that is seen of a program in the default order, and in some others. */
  private static String runs(Body body) {
    StringBuilder seen = new StringBuilder();
    for (int seed = 0; seed <= SEEDS; seed++) {
      LoopBuilder builder = Loop.builder().traceLimit(100_000);
      if (seed > 0) {
        builder.policy(Policies.random(seed));
      }
      builder.run(
          loop -> {
            List<String> log = new ArrayList<>();
            body.run(log);
            seen.append(log).append('\n').append(loop.trace());
            seen.append(loop.schedule().token()).append('\n');
            return null;
          });
    }
    return seen.toString();
  }

  private static String runs() {
    StringBuilder seen = new StringBuilder();
    programs().forEach((name, body) -> seen.append(name).append('\n').append(runs(body)));
    return seen.toString();
  }

  /** Prints what is seen, after the JDK has looked at the machine. */
  static final class PrintsRuns {
    private PrintsRuns() {}

    public static void main(String[] arguments) throws Exception {
      for (Body body : List.<Body>of(ProcessorsTest::multiplies, ProcessorsTest::streams)) {
        body.run(new ArrayList<>());
      }
      System.out.print(runs());
    }
  }

  /** The same traces, results and tokens on machines of other sizes. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8})
  void areOfOneSizeInTheLoop(int processors) throws Exception {
    Fork.Result result =
        Fork.run(
            List.of(
                "-XX:ActiveProcessorCount=" + processors,
                "-XX:+EnableDynamicAgentLoading",
                "-Djdk.attach.allowAttachSelf=true"),
            PrintsRuns.class);
    assertEquals(runs(), result.output());
    assertEquals(0, result.status());
  }
}
