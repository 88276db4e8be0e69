package dev.heddle.specs.peers;

import dev.heddle.specs.bench.Peer;
import org.jetbrains.lincheck.Lincheck;
import org.jetbrains.lincheck.LincheckAssertionError;

/**
 * Lincheck; it switches at the accesses to what the threads share.
 *
 * <p>The threads are of classes of their own: on JDK 25, Lincheck 3.7 takes what a Runnable refers
 * to that is given to Thread's constructor for not shared, switches nowhere, and passes the lost
 * update after 12 schedules.
 */
public final class LincheckPeer implements Peer {
  private static final int SCHEDULES = 5_000;

  private LincheckPeer() {}

  private static final class Shared {
    volatile int value;
  }

  private static final class Writer extends Thread {
    private final Shared shared;
    private final int me;

    Writer(Shared shared, int me) {
      this.shared = shared;
      this.me = me;
    }

    @Override
    public void run() {
      for (int i = 0; i < STEPS; i++) {
        shared.value = me;
      }
    }
  }

  private static final class Updater extends Thread {
    private final Shared shared;
    private final int times;

    Updater(Shared shared, int times) {
      this.shared = shared;
      this.times = times;
    }

    @Override
    public void run() {
      for (int i = 0; i < times; i++) {
        int value = shared.value;
        shared.value = value + 1;
      }
    }
  }

  /** Prints the figures. */
  public static void main(String[] args) throws Exception {
    Peer.measure(new LincheckPeer(), SCHEDULES);
  }

  @Override
  public long steps(int schedules) {
    return search(schedules, LincheckPeer::write);
  }

  @Override
  public long updates(int schedules) {
    return search(schedules, () -> update(STEPS));
  }

  @Override
  public long failure() {
    try {
      search(SCHEDULES, LincheckPeer::updateOnce);
    } catch (LincheckAssertionError expected) {
      return Runs.untilFailure();
    }
    throw new AssertionError("Lincheck has not found the lost update.");
  }

  private static long search(int schedules, Runnable program) {
    Runs.reset();
    Lincheck.runConcurrentTest(schedules, program);
    return Runs.number();
  }

  private static void write() {
    Shared shared = new Shared();
    Thread[] threads = new Thread[THREADS];
    for (int k = 0; k < THREADS; k++) {
      threads[k] = new Writer(shared, k);
    }
    run(threads);
  }

  private static int update(int times) {
    Shared shared = new Shared();
    run(new Updater(shared, times), new Updater(shared, times));
    return shared.value;
  }

  private static void updateOnce() {
    int value = update(1);
    if (value != 2) {
      throw new IllegalStateException("lost: " + value);
    }
  }

  private static void run(Thread... threads) {
    Runs.count();
    for (Thread thread : threads) {
      thread.start();
    }
    for (Thread thread : threads) {
      join(thread);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
