package dev.heddle.specs.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;

/**
 * The baseline of a search: the least code that runs the same tasks again and again, each time in
 * another order drawn at random, with no recording.
 */
final class BareSearch {
  private final int tasks;
  private final int steps;
  private final SplittableRandom random = new SplittableRandom(1);

  BareSearch(int tasks, int steps) {
    this.tasks = tasks;
    this.steps = steps;
  }

  void run(int schedules) {
    for (int i = 0; i < schedules; i++) {
      schedule();
    }
  }

  private void schedule() {
    Ready ready = new Ready();
    Bare.start(ready, () -> body(ready));
    ready.run(random);
  }

  private void body(Ready ready) {
    CountDownLatch done = new CountDownLatch(tasks);
    for (int k = 0; k < tasks; k++) {
      Bare.start(ready, () -> Exploring.steps(steps, done));
    }
    try {
      done.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static final class Ready implements Executor {
    private final List<Runnable> ready = new ArrayList<>();

    @Override
    public void execute(Runnable continuation) {
      ready.add(continuation);
    }

    void run(SplittableRandom random) {
      while (!ready.isEmpty()) {
        ready.remove(ready.size() == 1 ? 0 : random.nextInt(ready.size())).run();
      }
    }
  }
}
