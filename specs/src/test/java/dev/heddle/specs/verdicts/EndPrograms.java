package dev.heddle.specs.verdicts;

import static dev.heddle.specs.verdicts.Stuck.start;

import dev.heddle.Loop;
import dev.heddle.Tasks;
import dev.heddle.specs.verdicts.Stuck.Body;
import dev.heddle.verdict.BlockedError;
import dev.heddle.verdict.DeadlockError;
import dev.heddle.verdict.ExitError;
import dev.heddle.verdict.LivelockError;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;

/** Programs that end by a verdict, though they catch it, or though their clean-up does not end. */
@SuppressWarnings({"ImmutableEnumChecker", "CatchAndPrintStackTrace"}) // the bodies keep nothing
enum EndPrograms {
  // ---- an exit, whoever catches it --------------------------------------------------------
  EXIT_IN_A_POOL(
      () -> {
        ExecutorService pool = Executors.newFixedThreadPool(1);
        pool.submit(() -> System.exit(3));
        Thread.sleep(10);
        pool.shutdown();
      },
      ExitError.class,
      "System.exit(3) was called"),
  EXIT_IN_RUN_ASYNC(
      () -> {
        CompletableFuture.runAsync(() -> System.exit(3));
        Thread.sleep(10);
      },
      ExitError.class,
      "System.exit(3) was called"),
  EXIT_THAT_IS_JOINED(
      () -> {
        try {
          CompletableFuture.runAsync(() -> System.exit(3)).join();
        } catch (CompletionException e) {
          // is caught
        }
      },
      ExitError.class,
      "System.exit(3) was called"),
  EXIT_THAT_IS_HANDLED(
      () ->
          CompletableFuture.runAsync(() -> System.exit(3))
              .exceptionally(e -> null)
              .get(1, TimeUnit.SECONDS),
      ExitError.class,
      "System.exit(3) was called"),
  EXIT_THAT_IS_CAUGHT(() -> caught(() -> System.exit(3)), ExitError.class, "System.exit(3) was"),
  EXIT_THAT_IS_WRAPPED(
      () -> {
        try {
          System.exit(3);
        } catch (Throwable e) {
          throw new IllegalStateException(e);
        }
      },
      ExitError.class,
      "System.exit(3) was called"),
  EXIT_IN_A_CALLBACK(
      () -> {
        Loop.current().callSoon(() -> caught(() -> System.exit(3)));
        Thread.sleep(1);
      },
      ExitError.class,
      "System.exit(3) was called"),
  EXIT_IN_A_DONE_CALLBACK(
      () -> {
        Loop.current().createTask(() -> "").addDoneCallback(t -> caught(() -> System.exit(3)));
        Thread.sleep(1);
      },
      ExitError.class,
      "System.exit(3) was called"),
  EXIT_IN_A_PARALLEL_STREAM(
      () ->
          caught(
              () ->
                  IntStream.range(0, 20)
                      .parallel()
                      .forEach(
                          i -> {
                            if (i == 17) {
                              System.exit(3);
                            }
                          })),
      ExitError.class,
      "System.exit(3) was called"),
  EXIT_IN_FORK_JOIN(
      () -> {
        ForkJoinPool.commonPool().submit(() -> System.exit(3));
        Thread.sleep(10);
      },
      ExitError.class,
      "System.exit(3) was called"),
  EXIT_IN_A_TIMER(
      () -> {
        Timer timer = new Timer();
        timer.schedule(
            new TimerTask() {
              @Override
              public void run() {
                caught(() -> System.exit(3));
              }
            },
            10);
        Thread.sleep(100);
        timer.cancel();
      },
      ExitError.class,
      "System.exit(3) was called"),
  EXIT_IN_A_SCHEDULER(
      () -> {
        try (var scheduler = Executors.newScheduledThreadPool(1)) {
          scheduler.scheduleAtFixedRate(() -> System.exit(3), 1, 1, TimeUnit.SECONDS);
          Thread.sleep(10_000);
        }
      },
      ExitError.class,
      "System.exit(3) was called"),
  EXIT_IN_A_THREAD(
      () -> {
        Thread thread = new Thread(() -> System.exit(3));
        thread.setUncaughtExceptionHandler((t, e) -> {});
        thread.start();
        thread.join();
      },
      ExitError.class,
      "System.exit(3) was called"),
  EXIT_IN_A_CHILD(
      () -> {
        Loop.current()
            .createTask(
                () -> {
                  System.exit(3);
                });
        Thread.sleep(1);
      },
      ExitError.class,
      "System.exit(3) was called"),
  EXIT_IN_AN_EAGER_CHILD(
      () ->
          Loop.current()
              .createEagerTask(
                  () -> {
                    System.exit(3);
                  }),
      ExitError.class,
      "System.exit(3) was called"),
  EXIT_TWICE(
      () -> {
        try {
          System.exit(3);
        } finally {
          System.exit(4);
        }
      },
      ExitError.class,
      "System.exit(3) was called"),
  HALT(() -> Runtime.getRuntime().halt(3), ExitError.class, "Runtime.halt(3) was called"),
  HALT_IN_A_POOL(
      () -> {
        try (ExecutorService pool = Executors.newFixedThreadPool(1)) {
          pool.submit(() -> Runtime.getRuntime().halt(3));
        }
      },
      ExitError.class,
      "Runtime.halt(3) was called"),

  // ---- other verdicts that are caught -------------------------------------------------------
  SOCKET_IN_A_POOL(
      () -> {
        ExecutorService pool = Executors.newFixedThreadPool(1);
        pool.submit(() -> new Socket(InetAddress.getLoopbackAddress(), 1));
        Thread.sleep(10);
        pool.shutdown();
      },
      BlockedError.class,
      "Thread pool-1-thread-1 connects a socket"),
  CALLBACK_THAT_WAITS(
      () -> {
        Loop.current().callSoon(() -> caught(() -> new Semaphore(0).acquireUninterruptibly()));
        Thread.sleep(1);
      },
      BlockedError.class,
      "A callback blocks the loop's carrier"),

  // ---- a clean-up that does not end -----------------------------------------------------------
  WAITS_FOR_EVER(() -> new CountDownLatch(1).await(), DeadlockError.class, "Deadlock: nothing"),
  KEEPS_ITS_INTERRUPT(
      () -> {
        CountDownLatch never = new CountDownLatch(1);
        while (never.getCount() > 0) {
          restored(never::await);
        }
      },
      DeadlockError.class,
      "Deadlock: nothing"),
  KEEPS_ITS_INTERRUPT_IN_WAIT(
      () -> {
        Object monitor = new Object();
        synchronized (monitor) {
          while (true) {
            restored(monitor::wait);
          }
        }
      },
      DeadlockError.class,
      "Deadlock: nothing"),
  KEEPS_ITS_INTERRUPT_IN_A_QUEUE(
      () -> {
        LinkedBlockingQueue<String> queue = new LinkedBlockingQueue<>();
        while (true) {
          restored(queue::take);
        }
      },
      DeadlockError.class,
      "Deadlock: nothing"),
  KEEPS_ITS_INTERRUPT_AT_A_CONDITION(
      () -> {
        ReentrantLock lock = new ReentrantLock();
        Condition never = lock.newCondition();
        lock.lock();
        try {
          while (true) {
            restored(never::await);
          }
        } finally {
          lock.unlock();
        }
      },
      DeadlockError.class,
      "Deadlock: nothing"),
  KEEPS_ITS_INTERRUPT_IN_A_TASK(
      () ->
          Loop.current()
              .createTask(
                  () -> {
                    while (true) {
                      restored(() -> new CountDownLatch(1).await());
                    }
                  })
              .await(),
      DeadlockError.class,
      "Deadlock: nothing"),
  CATCHES_WHATEVER_COMES(
      () -> {
        while (true) {
          caught(() -> restored(() -> new CountDownLatch(1).await()));
        }
      },
      DeadlockError.class,
      "Deadlock: nothing"),
  FORGETS_ITS_INTERRUPT(
      () -> {
        while (true) {
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            // goes on
          }
        }
      },
      DeadlockError.class,
      "Deadlock: nothing"),
  PARKS_FOR_EVER(
      () -> {
        while (true) {
          LockSupport.park();
        }
      },
      DeadlockError.class,
      "Deadlock: nothing"),
  CLOSES_A_POOL_THAT_IS_STUCK(
      () -> {
        try (ExecutorService pool = Executors.newFixedThreadPool(1)) {
          pool.submit(() -> Stuck.call(() -> new CountDownLatch(1).await())).get();
        }
      },
      DeadlockError.class,
      "Deadlock: nothing"),
  SLEEPS_AFTER_IT(
      () -> {
        try {
          new CountDownLatch(1).await();
        } finally {
          forEver(() -> Tasks.sleep(Duration.ofMinutes(1)));
        }
      },
      DeadlockError.class,
      "Deadlock: nothing"),
  SPINS_AFTER_IT(
      () -> {
        try {
          new CountDownLatch(1).await();
        } finally {
          forEver(Thread::yield);
        }
      },
      DeadlockError.class,
      "Deadlock: nothing"),
  EXITS_AFTER_IT(
      () -> {
        try {
          new CountDownLatch(1).await();
        } finally {
          System.exit(3);
        }
      },
      DeadlockError.class,
      "Deadlock: nothing"),

  // ---- clocks that stand still ----------------------------------------------------------------
  POLLS_THE_CLOCK(
      () -> {
        long end = System.nanoTime() + 1;
        while (System.nanoTime() < end) {
          // goes on
        }
      },
      LivelockError.class,
      "Livelock: main asks for the time again and again at EndPrograms.java:"),
  POLLS_THE_WALL_CLOCK(
      () -> {
        Instant end = Instant.now().plusNanos(1);
        while (Instant.now().isBefore(end)) {
          // goes on
        }
      },
      LivelockError.class,
      "Livelock: main asks for the time again and again at EndPrograms.java:"),
  POLLS_THE_CLOCK_IN_A_POOL(
      () -> {
        ExecutorService pool = Executors.newFixedThreadPool(1);
        pool.submit(
            () -> {
              long end = System.currentTimeMillis() + 1;
              while (System.currentTimeMillis() < end) {
                // goes on
              }
            });
        Thread.sleep(1);
      },
      LivelockError.class,
      "Livelock: pool-1-thread-1 asks for the time again and again at EndPrograms.java:"),

  // ---- the end of time ------------------------------------------------------------------------
  SLEEPS_BEYOND_TIME(
      () -> Thread.sleep(Duration.ofDays(365 * 300)),
      DeadlockError.class,
      "Deadlock: nothing can run and no timer is set, but these wait:\n"
          + "  main sleeps until after the end of time"),
  WAITS_BEYOND_TIME(
      () -> new CountDownLatch(1).await(Long.MAX_VALUE, TimeUnit.NANOSECONDS),
      DeadlockError.class,
      "Deadlock: nothing can run"),
  COMES_TO_THE_END_OF_TIME(
      () -> {
        while (true) {
          Thread.sleep(Duration.ofDays(365));
        }
      },
      LivelockError.class,
      "Livelock: virtual time has come to its end, after 292 years"),
  SPENDS_ALL_TIME(
      () -> {
        while (true) {
          caught(() -> Tasks.spend(Duration.ofDays(365)));
          Thread.yield();
        }
      },
      LivelockError.class,
      "Livelock: virtual time has come to its end, after 292 years"),

  // ---- root causes ----------------------------------------------------------------------------
  HOLDER_DIES(
      () -> {
        ReentrantLock lock = new ReentrantLock();
        start(
            "holder",
            () -> {
              lock.lock();
              throw new AssertionError("boom");
            });
        Thread.yield();
        lock.lock();
      },
      DeadlockError.class,
      "Deadlock: holder died of java.lang.AssertionError: boom (EndPrograms.java:");

  private static void caught(Body body) {
    try {
      body.run();
    } catch (Throwable e) {
      // That is the point: the verdict is caught.
    }
  }

  private static void forEver(Body body) throws Exception {
    while (true) {
      body.run();
    }
  }

  /** What is interrupted stays interrupted. */
  private static void restored(Body body) {
    try {
      body.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private final Body body;

  /** What the run ends with. */
  final Class<? extends Throwable> verdict;

  /** How its message starts. */
  final String start;

  EndPrograms(Body body, Class<? extends Throwable> verdict, String start) {
    this.body = body;
    this.verdict = verdict;
    this.start = start;
  }

  void run() throws Exception {
    Tasks.currentTask().setName("main");
    body.run();
  }
}
