package dev.heddle.specs.verdicts;

import static dev.heddle.specs.verdicts.Stuck.start;
import static dev.heddle.specs.verdicts.Stuck.threads;

import dev.heddle.Loop;
import dev.heddle.Tasks;
import dev.heddle.specs.verdicts.Stuck.Body;
import java.time.Duration;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** Programs that leave something running, and near misses that do not. */
@SuppressWarnings("ImmutableEnumChecker") // the bodies keep nothing
enum LeakPrograms {
  POOL_WITH_IDLE_THREADS(
      () -> {
        ExecutorService pool = Executors.newFixedThreadPool(2, threads("worker")); // POOL
        pool.submit(() -> "a");
        pool.submit(() -> "b").get();
      },
      """
      LEFT_RUNNING: ThreadPoolExecutor with 2 threads (worker-1, worker-2), created at LeakPrograms.java:POOL, was not shut down when its loop was closed
      """),
  POOL_WITH_A_BUSY_THREAD(
      () -> {
        ExecutorService pool = Executors.newSingleThreadExecutor(threads("worker")); // SINGLE
        pool.execute(LeakPrograms::waitForEver);
        Thread.sleep(1);
      },
      """
      LEFT_RUNNING: ThreadPoolExecutor with 1 thread (worker-1), created at LeakPrograms.java:SINGLE, was not shut down when its loop was closed
        worker-1 waits for CountDownLatch, whose count is 1; who is to count it down is not known
      """),
  POOL_THAT_DOES_NOT_END(
      () -> {
        ExecutorService pool = Executors.newSingleThreadExecutor(threads("worker")); // SHUT
        pool.execute(LeakPrograms::waitForEver);
        Thread.sleep(1);
        pool.shutdown();
      },
      """
      LEFT_RUNNING: ThreadPoolExecutor with 1 thread (worker-1), created at LeakPrograms.java:SHUT, was shut down but still ran when its loop was closed
        worker-1 waits for CountDownLatch, whose count is 1; who is to count it down is not known
      """),
  SCHEDULER_WITH_TIMERS(
      () -> {
        ScheduledExecutorService scheduler =
            Executors.newScheduledThreadPool(1, threads("timer")); // SCHEDULER
        scheduler.schedule(() -> "never", 1, TimeUnit.DAYS);
        scheduler.scheduleAtFixedRate(() -> {}, 10, 60, TimeUnit.SECONDS);
        scheduler.schedule(() -> "never", 1, TimeUnit.HOURS).cancel(false);
        Thread.sleep(Duration.ofSeconds(15));
      },
      """
      LEFT_RUNNING: ScheduledThreadPoolExecutor with 1 thread (timer-1) and 2 timers, the next due in 55s, created at LeakPrograms.java:SCHEDULER, was not shut down when its loop was closed
      """),
  EXECUTOR_OF_THREADS(
      () -> {
        ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor(); // PER_TASK
        executor.submit(LeakPrograms::waitForEver);
        executor.execute(LeakPrograms::waitForEver);
        Thread.sleep(1);
      },
      """
      LEFT_RUNNING: ThreadPerTaskExecutor with 2 threads (thread-1, thread-2), created at LeakPrograms.java:PER_TASK, was not shut down when its loop was closed
        thread-1 waits for CountDownLatch, whose count is 1; who is to count it down is not known
        thread-2 waits for CountDownLatch, whose count is 1; who is to count it down is not known
      """),
  THREAD_THAT_WAITS(
      () -> {
        Thread.ofVirtual().name("listener").start(LeakPrograms::waitForEver);
        Thread.sleep(1);
      },
      """
      LEFT_RUNNING: listener waits for CountDownLatch, whose count is 1; who is to count it down is not known
      was running when its loop was closed
      """),
  THREAD_THAT_SLEEPS(
      () -> {
        start("backup", () -> Thread.sleep(Duration.ofDays(1)));
        Thread.sleep(1);
      },
      """
      LEFT_RUNNING: backup sleeps for 1d
      was running when its loop was closed
      """),
  THREADS_IN_A_CIRCLE(
      () -> {
        ReentrantLock one = new ReentrantLock();
        ReentrantLock other = new ReentrantLock();
        start("a", () -> lockBoth(one, other));
        start("b", () -> lockBoth(other, one));
        start("heartbeat", LeakPrograms::beat);
        Thread.sleep(Duration.ofMinutes(1));
      },
      """
      LEFT_RUNNING: deadlock: these wait for each other:
        a holds ReentrantLock#1 (taken at LeakPrograms.java:LOCK) and waits for ReentrantLock#2
        b holds ReentrantLock#2 (taken at LeakPrograms.java:LOCK) and waits for ReentrantLock#1
      LEFT_RUNNING: heartbeat sleeps for 1s
      was running when its loop was closed
      """),
  POOL_THAT_STARVES(
      () -> {
        ExecutorService pool = Executors.newSingleThreadExecutor(threads("worker"));
        pool.submit(() -> pool.submit(() -> "inner").get());
        Thread.sleep(1);
      },
      """
      LEFT_RUNNING: deadlock: this waits for itself:
        worker-1 waits for the result of FutureTask, which stands in the queue of ThreadPoolExecutor, whose only worker worker-1 is busy
      """),

  POOL_OF_PLATFORM_THREADS(
      () -> Executors.newFixedThreadPool(1).submit(() -> "a").get(), // PLATFORM
      """
      LEFT_RUNNING: ThreadPoolExecutor with 1 thread (pool-1-thread-1), created at LeakPrograms.java:PLATFORM, was not shut down when its loop was closed
      """),
  TIMER(
      () -> {
        Timer timer = new Timer(); // TIMER
        timer.schedule(task(), 60_000);
        timer.schedule(task(), 1_000, 40_000);
        Thread.sleep(5_000);
      },
      """
      LEFT_RUNNING: Timer with 1 thread (Timer-0) and 2 timers, the next due in 36s, created at LeakPrograms.java:TIMER, was not cancelled when its loop was closed
      """),

  // ---- near misses ------------------------------------------------------------------------
  POOL_THAT_IS_CLOSED(
      () -> {
        try (ExecutorService pool = Executors.newFixedThreadPool(2, threads("worker"))) {
          pool.submit(() -> "a");
        }
      },
      ""),
  POOL_THAT_IS_SHUT_DOWN(
      () -> {
        ExecutorService pool = Executors.newSingleThreadExecutor(threads("worker"));
        pool.execute(LeakPrograms::waitForEver);
        Thread.sleep(1);
        pool.shutdownNow();
        pool.awaitTermination(1, TimeUnit.SECONDS);
      },
      ""),
  SCHEDULER_THAT_IS_CLOSED(
      () -> {
        try (ScheduledExecutorService scheduler =
            Executors.newScheduledThreadPool(1, threads("timer"))) {
          scheduler.scheduleAtFixedRate(() -> {}, 1, 1, TimeUnit.SECONDS);
        }
      },
      ""),
  POOL_WHOSE_THREADS_TIME_OUT(
      () -> {
        ExecutorService pool = Executors.newCachedThreadPool(threads("worker"));
        pool.submit(() -> "a").get();
        Thread.sleep(Duration.ofMinutes(2));
      },
      ""),
  EXECUTOR_WITHOUT_THREADS(
      () -> Executors.newVirtualThreadPerTaskExecutor().submit(() -> "a").get(), ""),
  THREAD_THAT_IS_JOINED(() -> start("a", () -> Thread.sleep(Duration.ofDays(1))).join(), ""),
  THREAD_THAT_ENDS_BEFORE(
      () -> {
        start("a", () -> Thread.sleep(Duration.ofDays(1)));
        Thread.sleep(Duration.ofDays(2));
      },
      ""),
  TIMER_THAT_IS_CANCELLED(
      () -> {
        Timer timer = new Timer();
        timer.schedule(task(), 1_000, 1_000);
        Thread.sleep(5_000);
        timer.cancel();
        Thread.sleep(1);
      },
      ""),
  DAEMONS(
      () -> {
        new Timer(true).schedule(task(), 1_000, 1_000);
        Thread daemon = new Thread(LeakPrograms::waitForEver);
        daemon.setDaemon(true);
        daemon.start();
        Thread.sleep(5_000);
      },
      ""),
  COMMON_POOL(() -> CompletableFuture.supplyAsync(() -> "a").get(), ""),
  TIMER_OF_THE_LOOP(() -> Loop.current().callLater(Duration.ofDays(1), () -> {}), "");

  private static TimerTask task() {
    return new TimerTask() {
      @Override
      public void run() {}
    };
  }

  private static void waitForEver() {
    try {
      new CountDownLatch(1).await(); // FOREVER
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void beat() throws InterruptedException {
    while (true) {
      Thread.sleep(Duration.ofSeconds(1));
    }
  }

  private static void lockBoth(Lock first, Lock second) throws InterruptedException {
    first.lock(); // LOCK
    Thread.sleep(1);
    second.lock();
  }

  private final Body body;

  /** What is told, without where everybody stands; empty for a near miss. */
  private final String words;

  LeakPrograms(Body body, String words) {
    this.body = body;
    this.words = words;
  }

  String words() {
    return words;
  }

  void run() throws Exception {
    Tasks.currentTask().setName("main");
    body.run();
  }
}
