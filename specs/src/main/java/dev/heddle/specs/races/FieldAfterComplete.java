package dev.heddle.specs.races;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A future is completed before its result is in the field that the next stage reads. */
final class FieldAfterComplete implements Race {
  private interface Job {
    CompletableFuture<Integer> result(Executor executor);

    void finish();
  }

  private static final class Careless implements Job {
    private final CompletableFuture<Boolean> done = new CompletableFuture<>();
    private int result;

    @Override
    public CompletableFuture<Integer> result(Executor executor) {
      return done.thenApplyAsync(ignored -> result, executor);
    }

    @Override
    public void finish() {
      done.complete(true);
      result = 42;
    }
  }

  private static final class Handed implements Job {
    private final CompletableFuture<Integer> done = new CompletableFuture<>();

    @Override
    public CompletableFuture<Integer> result(Executor executor) {
      return done.thenApplyAsync(result -> result, executor);
    }

    @Override
    public void finish() {
      done.complete(42);
    }
  }

  @Override
  public String bug() {
    return "field written after complete";
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
    run(new Handed());
  }

  private static void run(Job job) throws Exception {
    try (ExecutorService pool = Executors.newSingleThreadExecutor()) {
      CompletableFuture<Integer> result = job.result(pool);
      Threads.runAll(job::finish);
      Check.number("The result", 42, result.get());
    }
  }
}
