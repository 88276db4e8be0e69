package dev.heddle.specs.races;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A pool looks at its first connection, then removes it, and hands it out twice. */
final class PoolByPeekThenRemove implements Race {
  private static final class Connection {
    private volatile boolean broken;
  }

  private abstract static class Pool {
    final Queue<Connection> idle =
        new ConcurrentLinkedQueue<>(List.of(new Connection(), new Connection()));

    abstract Connection take();
  }

  private static final class Careless extends Pool {
    @Override
    Connection take() {
      Connection first = idle.peek();
      if (first == null || first.broken) {
        return new Connection();
      }
      idle.remove(first);
      return first;
    }
  }

  private static final class Polled extends Pool {
    @Override
    Connection take() {
      Connection first = idle.poll();
      if (first == null || first.broken) {
        return new Connection();
      }
      return first;
    }
  }

  @Override
  public String bug() {
    return "peek, then remove";
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
    run(new Polled());
  }

  private static void run(Pool pool) throws Exception {
    try (ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Connection> one = tasks.submit(pool::take);
      Future<Connection> two = tasks.submit(pool::take);
      Check.that(one.get() != two.get(), "One connection must not be handed out twice.");
    }
  }
}
