package dev.heddle.specs.bench;

import dev.heddle.Loop;
import dev.heddle.explore.Explorer;
import java.util.concurrent.CountDownLatch;

/** Heddle; it switches at the accesses to what the threads share. */
public final class HeddlePeer implements Peer {
  private static final int SCHEDULES = 100_000;

  private HeddlePeer() {}

  private static final class Shared {
    volatile int value;
  }

  /** Prints the figures. */
  public static void main(String[] args) throws Exception {
    Peer.measure(new HeddlePeer(), SCHEDULES);
  }

  @Override
  public long steps(int schedules) {
    return search(schedules, loop -> write());
  }

  @Override
  public long updates(int schedules) {
    return search(schedules, loop -> update(STEPS));
  }

  private static long search(int schedules, Loop.Body<?> program) {
    return Explorer.create().policy("random").schedules(schedules).check(program).schedules();
  }

  @Override
  public long failure() {
    return Explorer.create()
        .explore(
            loop -> {
              int value = update(1);
              if (value != 2) {
                throw new IllegalStateException("lost: " + value);
              }
              return "";
            })
        .schedules();
  }

  private static int write() throws InterruptedException {
    Shared shared = new Shared();
    CountDownLatch done = new CountDownLatch(THREADS);
    for (int k = 0; k < THREADS; k++) {
      int me = k;
      Thread.startVirtualThread(() -> write(shared, me, done));
    }
    done.await();
    return 0;
  }

  private static void write(Shared shared, int me, CountDownLatch done) {
    for (int i = 0; i < STEPS; i++) {
      shared.value = me;
    }
    done.countDown();
  }

  private static int update(int times) throws InterruptedException {
    Shared shared = new Shared();
    CountDownLatch done = new CountDownLatch(2);
    for (int k = 0; k < 2; k++) {
      Thread.startVirtualThread(() -> update(shared, times, done));
    }
    done.await();
    return shared.value;
  }

  private static void update(Shared shared, int times, CountDownLatch done) {
    for (int i = 0; i < times; i++) {
      int value = shared.value;
      shared.value = value + 1;
    }
    done.countDown();
  }
}
