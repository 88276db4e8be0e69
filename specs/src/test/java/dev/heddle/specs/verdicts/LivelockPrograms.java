package dev.heddle.specs.verdicts;

import static dev.heddle.specs.verdicts.Stuck.join;
import static dev.heddle.specs.verdicts.Stuck.start;

import dev.heddle.Loop;
import dev.heddle.Tasks;
import dev.heddle.specs.verdicts.Stuck.Body;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/** Programs that go round in circles, and near misses that do not. */
@SuppressWarnings("ImmutableEnumChecker") // the bodies keep nothing
enum LivelockPrograms {
  /** A flag that nobody sets. */
  SPINS_ON_A_FLAG(
      () -> {
        CountDownLatch ready = new CountDownLatch(1);
        while (ready.getCount() > 0) {
          Thread.yield(); // FLAG
        }
      },
      """
      Livelock: the run has taken 10000 steps and has not ended.
      This step repeats, 999 times at the end of what the trace keeps:
      time  task  what it did
        0s  main  yields
      main stands at LivelockPrograms.java:FLAG
      """),
  /** Two who always give way to each other, as in a corridor. */
  POLITE(
      () -> {
        ReentrantLock one = new ReentrantLock();
        ReentrantLock other = new ReentrantLock();
        join(start("a", () -> politely(one, other)), start("b", () -> politely(other, one)));
      },
      """
      Livelock: the run has taken 10000 steps and has not ended.
      These 2 steps repeat, 499 times at the end of what the trace keeps:
      time  task  what it did
        0s  b     yields
        0s  a     yields
      a stands at LivelockPrograms.java:AFTER_YOU
      b stands at LivelockPrograms.java:FIRST
      """),
  /** A consumer polls a queue that nobody fills, while two others play ping-pong. */
  PING_PONG_AND_A_POLLER(
      () -> {
        Semaphore ping = new Semaphore(1);
        Semaphore pong = new Semaphore(0);
        start("a", () -> play(ping, pong));
        start("b", () -> play(pong, ping));
        ConcurrentLinkedQueue<String> queue = new ConcurrentLinkedQueue<>();
        while (queue.poll() == null) {
          Thread.sleep(0); // POLLER
        }
      },
      """
      Livelock: the run has taken 10000 steps and has not ended.
      These 4 steps repeat, 249 times at the end of what the trace keeps:
      time  task  what it did
        0s  a     parks in Semaphore
        0s  main  yields
        0s  b     parks in Semaphore
        0s  main  yields
      main stands at LivelockPrograms.java:POLLER
      a stands at LivelockPrograms.java:PLAY
      b stands at LivelockPrograms.java:PLAY
      """),
  /** Time passes, and nothing comes of it. */
  POLLS_FOR_EVER(
      () -> {
        CountDownLatch ready = new CountDownLatch(1);
        while (ready.getCount() > 0) {
          Thread.sleep(1); // SLEEPER
        }
      },
      """
      Livelock: the run has taken 10000 steps and has not ended.
      This step repeats, 999 times at the end of what the trace keeps:
          time  task  what it did
      4s 999ms  main  parks for 1ms
      main stands at LivelockPrograms.java:SLEEPER
      """),
  /** Each step is a long one, so that it is time which comes to its limit. */
  WAITS_FOR_YEARS(
      () -> {
        while (true) {
          Thread.sleep(Duration.ofDays(1)); // YEARS
        }
      },
      """
      Livelock: virtual time would go beyond its limit of 3650d, and the run has not ended.
      This step repeats, 999 times at the end of what the trace keeps:
       time  task  what it did
      3650d  main  parks for 1d
      main stands at LivelockPrograms.java:YEARS
      """),
  /** A callback that comes back for ever. */
  CALLBACK(
      () -> {
        again(Loop.current());
        new CountDownLatch(1).await();
      },
      """
      Livelock: the run has taken 10000 steps and has not ended.
      This step repeats, 999 times at the end of what the trace keeps:
      time  task  what it did
        0s  -     callback
      """),
  /** Who yields how often is drawn, so that no turn is as the one before. */
  WITHOUT_A_PERIOD(
      () -> {
        Random random = new Random(1);
        while (true) {
          Thread.sleep(random.nextInt(1, 1_000_000));
        }
      },
      """
      Livelock: the run has taken 10000 steps and has not ended.
      Nothing repeats exactly; the last 20 steps:
      """),

  // ---- near misses ------------------------------------------------------------------------
  SPINS_UNTIL_THE_FLAG_IS_SET(
      () -> {
        AtomicBoolean ready = new AtomicBoolean();
        start(
            "a",
            () -> {
              yieldTimes(4_000);
              ready.set(true);
            });
        while (!ready.get()) {
          Thread.yield();
        }
      },
      ""),
  POLITE_BUT_NOT_IN_STEP(
      () -> {
        ReentrantLock one = new ReentrantLock();
        ReentrantLock other = new ReentrantLock();
        Thread a = start("a", () -> politely(one, other));
        Thread.sleep(1);
        a.join();
        start("b", () -> politely(other, one)).join();
      },
      ""),
  POLLS_FOR_A_WHILE(
      () -> {
        CountDownLatch latch = new CountDownLatch(1);
        start(
            "a",
            () -> {
              Thread.sleep(2_000);
              latch.countDown();
            });
        while (!latch.await(1, TimeUnit.MILLISECONDS)) {
          Thread.yield();
        }
      },
      ""),
  CALLBACK_THAT_ENDS(
      () -> {
        CountDownLatch left = new CountDownLatch(5_000);
        countDown(Loop.current(), left);
        left.await();
      },
      ""),
  MANY_SHORT_THREADS(
      () -> {
        for (int i = 0; i < 2_000; i++) {
          start("thread", () -> Thread.yield()).join();
        }
      },
      "");

  private static void politely(ReentrantLock mine, ReentrantLock yours) {
    boolean done = false;
    while (!done) {
      mine.lock();
      Thread.yield(); // FIRST
      done = yours.tryLock();
      if (done) {
        yours.unlock();
      }
      Thread.yield(); // AFTER_YOU
      mine.unlock();
      Thread.yield();
    }
  }

  private static void play(Semaphore mine, Semaphore yours) throws InterruptedException {
    while (true) {
      mine.acquire(); // PLAY
      yours.release();
    }
  }

  private static void again(Loop loop) {
    loop.callSoon(() -> again(loop));
  }

  private static void countDown(Loop loop, CountDownLatch left) {
    left.countDown();
    if (left.getCount() > 0) {
      loop.callSoon(() -> countDown(loop, left));
    }
  }

  private static void yieldTimes(int times) {
    for (int i = 0; i < times; i++) {
      Thread.yield();
    }
  }

  private final Body body;

  /** What the livelock says, without its last line; empty for a near miss. */
  private final String words;

  LivelockPrograms(Body body, String words) {
    this.body = body;
    this.words = words;
  }

  boolean isNearMiss() {
    return words.isEmpty();
  }

  String words() {
    return words;
  }

  void run() throws Exception {
    Tasks.currentTask().setName("main");
    body.run();
  }
}
