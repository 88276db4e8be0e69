package dev.heddle.specs.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;

/**
 * The baseline of a search with points: threads that count, with points written by hand, and the
 * least code that draws at each of them who goes next.
 */
final class BareCounter implements Executor {
  private final List<Runnable> ready = new ArrayList<>();

  private final SplittableRandom random;

  private int next = -1;

  private int count;

  private BareCounter(SplittableRandom random) {
    this.random = random;
  }

  /** Runs so many schedules. */
  static void run(int schedules) {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < schedules; i++) {
      BareCounter counter = new BareCounter(random);
      Bare.start(counter, counter::body);
      counter.run();
    }
  }

  private void body() {
    CountDownLatch done = new CountDownLatch(PointSearches.THREADS);
    for (int k = 0; k < PointSearches.THREADS; k++) {
      Bare.start(this, () -> count(done));
    }
    try {
      done.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void count(CountDownLatch done) {
    for (int i = 0; i < PointSearches.TIMES; i++) {
      point();
      int value = count;
      point();
      count = value + 1;
    }
    done.countDown();
  }

  @SuppressWarnings("ThreadPriorityCheck") // where it switches
  private void point() {
    int drawn = random.nextInt(ready.size() + 1) - 1;
    if (drawn >= 0) {
      next = drawn;
      Thread.yield();
    }
  }

  @Override
  public void execute(Runnable continuation) {
    ready.add(continuation);
  }

  private void run() {
    while (!ready.isEmpty()) {
      int at = next >= 0 ? next : random.nextInt(ready.size());
      next = -1;
      ready.remove(at).run();
    }
  }
}
