package dev.heddle.specs.races;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A task is accepted before a shutdown, queued after it, and never runs. */
final class ShutdownAgainstSubmit implements Race {
  private abstract static class Executor {
    final AtomicInteger accepted = new AtomicInteger();
    final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    volatile boolean stopped;

    abstract void submit(Runnable task);

    abstract void stop();

    void runAll() {
      Runnable task = tasks.poll();
      while (task != null) {
        task.run();
        task = tasks.poll();
      }
    }
  }

  private static final class Careless extends Executor {
    @Override
    void submit(Runnable task) {
      if (!stopped) {
        accepted.incrementAndGet();
        tasks.add(task);
      }
    }

    @Override
    void stop() {
      stopped = true;
      runAll();
    }
  }

  private static final class Locked extends Executor {
    @Override
    synchronized void submit(Runnable task) {
      if (!stopped) {
        accepted.incrementAndGet();
        tasks.add(task);
      }
    }

    @Override
    void stop() {
      synchronized (this) {
        stopped = true;
      }
      runAll();
    }
  }

  @Override
  public String bug() {
    return "submit against shutdown";
  }

  @Override
  public Level level() {
    return Level.VOLATILE;
  }

  @Override
  public void buggy() throws Exception {
    run(new Careless());
  }

  @Override
  public void mended() throws Exception {
    run(new Locked());
  }

  private static void run(Executor executor) throws Exception {
    AtomicInteger ran = new AtomicInteger();
    Threads.runAll(() -> executor.submit(ran::incrementAndGet), executor::stop);
    Check.number("The number of tasks that ran", executor.accepted.get(), ran.get());
  }
}
