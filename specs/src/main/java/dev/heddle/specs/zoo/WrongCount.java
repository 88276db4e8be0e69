package dev.heddle.specs.zoo;

import dev.heddle.Loop;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;

/** A latch counts one worker too few, and the sum is taken before the last has added its part. */
@SuppressWarnings("ThreadPriorityCheck") // yields are where the bug needs a switch
final class WrongCount implements Specimen {
  private static final int WORKERS = 3;

  private static final class Sum {
    private final CountDownLatch latch;
    private int sum;

    Sum(int count) {
      latch = new CountDownLatch(count);
    }

    void add(int part) {
      Thread.yield(); // computing the part takes a while
      sum += part;
      latch.countDown();
    }

    int await() throws InterruptedException {
      latch.await();
      return sum;
    }
  }

  @Override
  public String bug() {
    return "barrier with the wrong count";
  }

  @Override
  public void buggy(Loop loop) throws Exception {
    run(loop.threadFactory(), new Sum(WORKERS - 1));
  }

  @Override
  public void mended(Loop loop) throws Exception {
    run(loop.threadFactory(), new Sum(WORKERS));
  }

  private static void run(ThreadFactory threads, Sum sum) throws InterruptedException {
    for (int worker = 0; worker < WORKERS; worker++) {
      threads.newThread(() -> sum.add(1)).start();
    }
    Together.check("The parts", WORKERS, sum.await());
  }
}
