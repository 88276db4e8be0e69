package dev.heddle.specs.zoo;

import dev.heddle.Loop;
import dev.heddle.Task;
import dev.heddle.Tasks;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** A client is cancelled between taking a connection and the block that would give it back. */
final class LeakyPool implements Specimen {
  /** One connection, which is looked at before it is lent. */
  private static final class Pool {
    private final BlockingQueue<String> idle = new ArrayBlockingQueue<>(1);

    Pool() {
      idle.add("connection");
    }

    void useCarelessly() throws InterruptedException {
      String connection = idle.take();
      ping();
      try {
        ping();
      } finally {
        idle.add(connection);
      }
    }

    void use() throws InterruptedException {
      String connection = idle.take();
      try {
        ping();
        ping();
      } finally {
        idle.add(connection);
      }
    }

    private static void ping() {
      Tasks.yieldNow();
    }
  }

  @Override
  public String bug() {
    return "pool that leaks on cancellation";
  }

  @Override
  public void buggy(Loop loop) throws Exception {
    Pool pool = new Pool();
    run(loop, pool::useCarelessly);
  }

  @Override
  public void mended(Loop loop) throws Exception {
    Pool pool = new Pool();
    run(loop, pool::use);
  }

  private static void run(Loop loop, Together.Body use) throws Exception {
    Task<Boolean> impatient = loop.createTask(() -> done(use));
    Tasks.yieldNow();
    Tasks.yieldNow();
    impatient.cancel();
    Task<Boolean> next = loop.createTask(() -> done(use));
    next.await();
  }

  private static boolean done(Together.Body use) throws Exception {
    use.run();
    return true;
  }
}
