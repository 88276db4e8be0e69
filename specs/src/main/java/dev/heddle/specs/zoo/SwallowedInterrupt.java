package dev.heddle.specs.zoo;

import dev.heddle.Loop;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A worker that is asked to stop while it waits for work forgets that it was asked. */
@SuppressWarnings("ThreadPriorityCheck") // yields are where the bug needs a switch
final class SwallowedInterrupt implements Specimen {
  private static final class Worker implements Runnable {
    private final boolean careless;
    private final BlockingQueue<String> jobs = new LinkedBlockingQueue<>();

    Worker(boolean careless) {
      this.careless = careless;
    }

    @Override
    public void run() {
      while (!Thread.currentThread().isInterrupted()) {
        try {
          work(jobs.take());
        } catch (InterruptedException e) {
          if (!careless) {
            Thread.currentThread().interrupt();
          }
        }
      }
    }

    private static void work(String job) {
      if (!job.isEmpty()) {
        Thread.yield(); // working takes a while
      }
    }
  }

  @Override
  public String bug() {
    return "swallowed interrupt";
  }

  @Override
  public void buggy(Loop loop) throws Exception {
    run(new Worker(true));
  }

  @Override
  public void mended(Loop loop) throws Exception {
    run(new Worker(false));
  }

  private static void run(Worker worker) throws InterruptedException {
    Thread thread = Thread.startVirtualThread(worker);
    worker.jobs.add("letter");
    Thread.yield(); // between ordering and stopping, which do not block
    thread.interrupt();
    thread.join();
  }
}
