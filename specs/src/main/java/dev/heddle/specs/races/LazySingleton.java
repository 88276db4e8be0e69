package dev.heddle.specs.races;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Two threads find no instance yet, and each makes one. */
final class LazySingleton implements Race {
  private static final class Registry {}

  private interface Lazy {
    Registry instance();
  }

  private static final class Careless implements Lazy {
    private @Nullable Registry instance;

    @Override
    public Registry instance() {
      if (instance == null) {
        instance = new Registry();
      }
      return instance;
    }
  }

  private static final class Locked implements Lazy {
    private @Nullable Registry instance;

    @Override
    public synchronized Registry instance() {
      if (instance == null) {
        instance = new Registry();
      }
      return instance;
    }
  }

  @Override
  public String bug() {
    return "lazy initialization without a lock";
  }

  @Override
  public Level level() {
    return Level.ALL;
  }

  @Override
  public void buggy() throws Exception {
    run(new Careless());
  }

  @Override
  public void mended() throws Exception {
    run(new Locked());
  }

  private static void run(Lazy lazy) throws Exception {
    try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
      Future<Registry> one = pool.submit(lazy::instance);
      Future<Registry> two = pool.submit(lazy::instance);
      Check.that(one.get() == two.get(), "There must be one instance, not two.");
    }
  }
}
