package dev.heddle.specs.zoo;

import dev.heddle.Loop;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/** Whoever has waited for the lock starts the singleton once more, because nobody looks again. */
@SuppressWarnings("ThreadPriorityCheck") // yields are where the bug needs a switch
final class DoubleStart implements Specimen {
  private static final class Registry {
    private final boolean careless;
    private volatile @Nullable Object server;
    private int starts;

    Registry(boolean careless) {
      this.careless = careless;
    }

    void ensureStarted() {
      if (server == null) {
        startOnce();
      }
    }

    private synchronized void startOnce() {
      if (careless || server == null) {
        starts++;
        Thread.yield(); // starting takes a while
        server = new Object();
      }
    }
  }

  @Override
  public String bug() {
    return "double start of a singleton";
  }

  @Override
  public void buggy(Loop loop) throws Exception {
    run(loop.threadFactory(), new Registry(true));
  }

  @Override
  public void mended(Loop loop) throws Exception {
    run(loop.threadFactory(), new Registry(false));
  }

  private static void run(ThreadFactory threads, Registry registry) throws Exception {
    try (ExecutorService pool = Executors.newThreadPerTaskExecutor(threads)) {
      Future<?> first = pool.submit(registry::ensureStarted);
      Future<?> second =
          pool.submit(
              () -> {
                Thread.yield(); // comes a little later
                registry.ensureStarted();
              });
      first.get();
      second.get();
    }
    Together.check("The starts", 1, registry.starts);
  }
}
