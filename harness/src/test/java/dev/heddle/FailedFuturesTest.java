package dev.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.internal.diagnose.FailedFutures;
import dev.heddle.verdict.BlockedError;
import dev.heddle.verdict.Problem;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RecursiveAction;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * A failed future of java.util.concurrent at which nobody looks is told when the loop closes; one
 * that was looked at is not, nor one that was cancelled or left by who waited for it.
 */
class FailedFuturesTest {
  /** What the tasks fail with. */
  private static final class Broken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Broken(String message) {
      super(message);
    }
  }

  /** A program that may throw anything, and gets whatever it needs. */
  @FunctionalInterface
  private interface Body {
    void run(World world) throws Exception;
  }

  /** Executors of every kind, which end with the program. */
  private static final class World {
    final ExecutorService pool = Executors.newFixedThreadPool(2);
    final ScheduledExecutorService timers = Executors.newScheduledThreadPool(1);
    final ExecutorService virtual = Executors.newVirtualThreadPerTaskExecutor();
    final ForkJoinPool forkJoin = new ForkJoinPool(2);

    List<ExecutorService> all() {
      return List.of(pool, timers, virtual, forkJoin);
    }

    void end() throws InterruptedException {
      Thread.sleep(Duration.ofHours(1));
      for (ExecutorService executor : all()) {
        executor.shutdownNow();
        assertTrue(executor.awaitTermination(1, TimeUnit.DAYS));
      }
    }
  }

  private static List<Problem> problems(boolean callSites, Body body) {
    List<Problem> problems = new ArrayList<>();
    Loop.builder()
        .callSites(callSites)
        .problems(problems::add)
        .run(
            loop -> {
              World world = new World();
              body.run(world);
              world.end();
              return null;
            });
    return problems;
  }

  private static List<String> told(Body body) {
    return problems(false, body).stream()
        .map(problem -> problem.kind() + " " + problem.exception().getMessage())
        .toList();
  }

  @SuppressWarnings("TypeParameterUnusedInFormals") // for lambdas of any type
  private static <T> T fail(String message) {
    throw new Broken(message);
  }

  @SuppressWarnings("TypeParameterUnusedInFormals") // for lambdas of any type
  private static <T> T failLater(String message) {
    sleep(1);
    throw new Broken(message);
  }

  private static void sleep(int minutes) {
    try {
      Thread.sleep(Duration.ofMinutes(minutes));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static CompletableFuture<String> failing(String message) {
    return CompletableFuture.supplyAsync(() -> failLater(message));
  }

  private static Stream<DynamicTest> tests(Map<String, Body> programs, List<String> expected) {
    return programs.entrySet().stream()
        .map(
            program ->
                DynamicTest.dynamicTest(
                    program.getKey(),
                    () -> assertEquals(expected, told(program.getValue()), program.getKey())));
  }

  // ---- what is told -------------------------------------------------------------------------

  /** Each of these loses one exception, and each is told. */
  @TestFactory
  Stream<DynamicTest> areTold() {
    Map<String, Body> lost = new LinkedHashMap<>();
    lost.put("submit(Callable)", w -> w.pool.submit(() -> fail("lost")));
    lost.put("submit(Runnable)", w -> w.pool.submit((Runnable) () -> fail("lost")));
    lost.put("submit(Runnable, result)", w -> w.pool.submit((Runnable) () -> fail("lost"), 1));
    lost.put("submit of virtual threads", w -> w.virtual.submit(() -> fail("lost")));
    lost.put("submit of timers", w -> w.timers.submit(() -> fail("lost")));
    lost.put("execute of timers", w -> w.timers.execute(() -> fail("lost")));
    lost.put("schedule", w -> w.timers.schedule(() -> fail("lost"), 1, TimeUnit.MINUTES));
    lost.put(
        "scheduleAtFixedRate",
        w -> w.timers.scheduleAtFixedRate(() -> fail("lost"), 1, 1, TimeUnit.MINUTES));
    lost.put(
        "scheduleWithFixedDelay, cancelled when it had died",
        w -> {
          Future<?> ticks =
              w.timers.scheduleWithFixedDelay(() -> fail("lost"), 1, 1, TimeUnit.MINUTES);
          sleep(5);
          ticks.cancel(false);
        });
    lost.put(
        "a failed task is done",
        w -> {
          Future<?> task = w.pool.submit(() -> fail("lost"));
          sleep(1);
          assertTrue(task.isDone());
        });
    lost.put("submit of fork-join", w -> w.forkJoin.submit(() -> fail("lost")));
    lost.put(
        "schedule of fork-join", w -> w.forkJoin.schedule(() -> fail("lost"), 1, TimeUnit.MINUTES));
    lost.put(
        "scheduleAtFixedRate of fork-join",
        w -> w.forkJoin.scheduleAtFixedRate(() -> fail("lost"), 1, 1, TimeUnit.MINUTES));
    lost.put("a fork-join task executed", w -> w.forkJoin.execute(new Halves("lost", 0)));
    lost.put("a fork-join task submitted", w -> w.forkJoin.submit(new Halves("lost", 0)));
    lost.put("a fork-join task forked", w -> new Halves("lost", 0).fork());
    lost.put(
        "a fork-join task of the common pool",
        w -> ForkJoinPool.commonPool().submit(() -> fail("lost")));
    for (int i = 0; i < 4; i++) {
      int kind = i;
      lost.put(
          "invokeAll " + kind,
          w -> w.all().get(kind).invokeAll(List.of(() -> 1, () -> failLater("lost"))));
      lost.put(
          "invokeAll with a limit " + kind,
          w ->
              w.all()
                  .get(kind)
                  .invokeAll(List.of(() -> failLater("lost"), () -> 1), 1, TimeUnit.HOURS));
    }
    lost.put(
        "a FutureTask in a thread", w -> new Thread(new FutureTask<>(() -> fail("lost"))).start());
    lost.put(
        "a completion service that nobody polls",
        w -> new ExecutorCompletionService<>(w.pool).submit(() -> fail("lost")));
    lost.put(
        "a completion service whose future nobody asks",
        w -> {
          var service = new ExecutorCompletionService<>(w.pool);
          service.submit(() -> fail("lost"));
          service.take();
        });
    lost.put("runAsync", w -> CompletableFuture.runAsync(() -> fail("lost")));
    lost.put(
        "supplyAsync in a pool",
        w -> CompletableFuture.supplyAsync(() -> failLater("lost"), w.pool));
    lost.put(
        "completeExceptionally",
        w -> new CompletableFuture<>().completeExceptionally(new Broken("lost")));
    lost.put("failedFuture", w -> CompletableFuture.failedFuture(new Broken("lost")));
    lost.put("failedStage", w -> CompletableFuture.failedStage(new Broken("lost")));
    lost.put(
        "a chain", w -> failing("lost").thenApply(x -> x).thenAccept(x -> {}).thenRun(() -> {}));
    lost.put(
        "a chain on what has failed",
        w ->
            CompletableFuture.failedFuture(new Broken("lost"))
                .thenApply(x -> x)
                .thenCompose(CompletableFuture::completedFuture));
    lost.put(
        "a chain with two ends",
        w -> {
          CompletableFuture<String> root = failing("lost");
          root.thenAccept(x -> {});
          root.thenRunAsync(() -> {});
        });
    lost.put(
        "a stage on what is done",
        w -> CompletableFuture.completedFuture(1).thenApply(x -> fail("lost")));
    lost.put(
        "a stage that composes",
        w -> CompletableFuture.completedFuture(1).thenCompose(x -> failing("lost")));
    lost.put("a handler that fails", w -> failing("seen").handle((x, e) -> fail("lost")));
    lost.put(
        "an exceptional stage that fails", w -> failing("seen").exceptionally(e -> fail("lost")));
    lost.put(
        "an exceptional stage that composes",
        w -> failing("seen").exceptionallyCompose(e -> failing("lost")));
    lost.put(
        "allOf",
        w -> CompletableFuture.allOf(failing("lost"), CompletableFuture.completedFuture(1)));
    lost.put(
        "allOf of what has failed",
        w -> CompletableFuture.allOf(CompletableFuture.failedFuture(new Broken("lost"))));
    lost.put("anyOf", w -> CompletableFuture.anyOf(failing("lost"), new CompletableFuture<>()));
    lost.put(
        "thenCombine",
        w ->
            failing("lost")
                .thenCombine(
                    new CompletableFuture<>().completeOnTimeout(1, 2, TimeUnit.MINUTES),
                    (x, y) -> 1));
    lost.put("orTimeout of what fails", w -> failing("lost").orTimeout(1, TimeUnit.DAYS));
    lost.put("copy", w -> failing("lost").copy());
    lost.put("getNow before it fails", w -> failing("lost").getNow("not yet"));
    return tests(lost, List.of("NEVER_RETRIEVED lost"));
  }

  /** It forks halves of itself, and fails at the bottom. */
  private static final class Halves extends RecursiveAction {
    private static final long serialVersionUID = 1L;
    private final String message;
    private final int depth;

    Halves(String message, int depth) {
      this.message = message;
      this.depth = depth;
    }

    @Override
    protected void compute() {
      if (depth == 0) {
        throw new Broken(message);
      }
      ForkJoinTask.invokeAll(new Halves(message, depth - 1), new Halves(message, depth - 1));
    }
  }

  // ---- what is not told ---------------------------------------------------------------------

  /** Whoever looks at it in any of these ways knows. */
  @TestFactory
  Stream<DynamicTest> areNotToldIfTheyWereLookedAt() {
    Map<String, Body> seen = new LinkedHashMap<>();
    for (int i = 0; i < 4; i++) {
      int kind = i;
      seen.put(
          "get " + kind,
          w ->
              assertThrows(
                  ExecutionException.class,
                  w.all().get(kind).submit(() -> failLater("seen"))::get));
      seen.put(
          "get in time " + kind,
          w -> {
            Future<?> task = w.all().get(kind).submit(() -> failLater("seen"));
            assertThrows(ExecutionException.class, () -> task.get(1, TimeUnit.HOURS));
          });
      seen.put(
          "exceptionNow " + kind,
          w ->
              assertThrowsBroken(
                  ended(w.all().get(kind).submit(() -> fail("seen"))).exceptionNow()));
      seen.put(
          "resultNow " + kind,
          w ->
              assertThrows(
                  IllegalStateException.class,
                  ended(w.all().get(kind).submit(() -> fail("seen")))::resultNow));
      seen.put(
          "state " + kind,
          w ->
              assertSame(
                  Future.State.FAILED,
                  ended(w.all().get(kind).submit(() -> fail("seen"))).state()));
      seen.put(
          "invokeAll " + kind,
          w -> {
            for (Future<?> task :
                w.all().get(kind).invokeAll(List.<Callable<Object>>of(() -> fail("seen")))) {
              assertThrows(ExecutionException.class, task::get);
            }
          });
      seen.put(
          "invokeAny that fails " + kind,
          w ->
              assertThrows(
                  ExecutionException.class,
                  () ->
                      w.all().get(kind).invokeAny(List.of(() -> fail("a"), () -> failLater("b")))));
      seen.put(
          "losers of invokeAny " + kind,
          w ->
              w.all()
                  .get(kind)
                  .invokeAny(
                      List.<Callable<Object>>of(
                          () -> fail("a"),
                          () -> {
                            sleep(1);
                            return 1;
                          },
                          () -> failLater("b"),
                          () -> {
                            sleep(5);
                            return 1;
                          })));
      seen.put(
          "cancelled " + kind,
          w -> {
            Future<?> task = w.all().get(kind).submit(() -> failLater("cancelled"));
            Thread.yield();
            task.cancel(true);
          });
      seen.put(
          "left by who waited " + kind,
          w -> {
            Future<?> task =
                w.all()
                    .get(kind)
                    .submit(
                        () -> {
                          sleep(5);
                          return fail("too late");
                        });
            assertThrows(TimeoutException.class, () -> task.get(1, TimeUnit.MINUTES));
          });
      seen.put(
          "interrupted " + kind,
          w ->
              w.all()
                  .get(kind)
                  .submit(
                      () -> {
                        Thread.sleep(Duration.ofDays(1));
                        return 1;
                      }));
      seen.put(
          "interrupted, in other words " + kind,
          w -> w.all().get(kind).submit(() -> sleep(10_000)));
    }
    seen.put(
        "a periodic task",
        w ->
            assertThrows(
                ExecutionException.class,
                w.timers.scheduleAtFixedRate(() -> fail("seen"), 1, 1, TimeUnit.MINUTES)::get));
    seen.put(
        "a completion service",
        w -> {
          var service = new ExecutorCompletionService<>(w.pool);
          service.submit(() -> fail("seen"));
          assertThrows(ExecutionException.class, service.take()::get);
        });
    seen.put(
        "a completion service of fork-join",
        w -> {
          var service = new ExecutorCompletionService<>(w.forkJoin);
          service.submit(() -> fail("seen"));
          assertThrows(ExecutionException.class, service.take()::get);
        });
    seen.put("join", w -> assertThrows(CompletionException.class, failing("seen")::join));
    seen.put(
        "join after the end",
        w -> assertThrows(CompletionException.class, ended(failing("seen"))::join));
    seen.put(
        "getNow",
        w -> assertThrows(CompletionException.class, () -> ended(failing("seen")).getNow("")));
    seen.put(
        "isCompletedExceptionally",
        w -> assertTrue(ended(failing("seen")).isCompletedExceptionally()));
    seen.put("handle", w -> failing("seen").handle((x, e) -> 1));
    seen.put("handle after the end", w -> ended(failing("seen")).handle((x, e) -> 1));
    seen.put("handleAsync", w -> failing("seen").handleAsync((x, e) -> 1));
    seen.put("whenComplete", w -> failing("seen").whenComplete((x, e) -> {}));
    seen.put("whenComplete after the end", w -> ended(failing("seen")).whenComplete((x, e) -> {}));
    seen.put(
        "whenCompleteAsync",
        w -> failing("seen").thenApply(x -> x).whenCompleteAsync((x, e) -> {}));
    seen.put("exceptionally", w -> failing("seen").exceptionally(e -> ""));
    seen.put("exceptionallyAsync", w -> failing("seen").exceptionallyAsync(e -> ""));
    seen.put(
        "exceptionallyCompose",
        w -> failing("seen").exceptionallyCompose(e -> CompletableFuture.completedFuture("")));
    seen.put(
        "exceptionallyCompose after the end",
        w ->
            ended(failing("seen"))
                .exceptionallyCompose(e -> CompletableFuture.completedFuture("")));
    seen.put(
        "the end of a chain",
        w ->
            assertThrows(
                CompletionException.class,
                failing("seen").thenApply(x -> x).thenRun(() -> {})::join));
    seen.put(
        "one end of two",
        w -> {
          CompletableFuture<String> root = failing("seen");
          root.thenAccept(x -> {});
          assertThrows(CompletionException.class, root::join);
          root.thenAccept(x -> {});
        });
    seen.put(
        "a handler at another end",
        w -> {
          CompletableFuture<String> root = failing("seen");
          root.thenAccept(x -> {});
          root.handle((x, e) -> 1).thenAccept(x -> {});
          root.thenAccept(x -> {});
        });
    seen.put(
        "inputs of allOf",
        w ->
            assertThrows(
                CompletionException.class,
                CompletableFuture.allOf(failing("a"), failing("b"))::join));
    seen.put(
        "inputs of allOf that have failed",
        w ->
            assertThrows(
                CompletionException.class,
                CompletableFuture.allOf(ended(failing("a")), ended(failing("b")))::join));
    seen.put(
        "inputs of anyOf",
        w ->
            CompletableFuture.anyOf(
                    CompletableFuture.supplyAsync(() -> 1), failing("a"), failing("b"))
                .join());
    seen.put(
        "inputs of anyOf that have failed",
        w ->
            CompletableFuture.anyOf(
                    CompletableFuture.completedFuture(1), ended(failing("a")), failing("b"))
                .join());
    seen.put(
        "inputs of thenCombine",
        w ->
            assertThrows(
                CompletionException.class,
                failing("a").thenCombine(failing("b"), (x, y) -> 1)::join));
    seen.put(
        "the loser of acceptEither",
        w -> CompletableFuture.completedFuture("").acceptEither(failing("a"), x -> {}).join());
    seen.put(
        "the later loser of applyToEither",
        w -> CompletableFuture.supplyAsync(() -> "").applyToEither(failing("a"), x -> x).join());
    seen.put(
        "orTimeout",
        w ->
            assertThrows(
                CompletionException.class,
                new CompletableFuture<>().orTimeout(1, TimeUnit.MINUTES)::join));
    seen.put(
        "orTimeout of what fails",
        w ->
            assertThrows(
                CompletionException.class, failing("a").orTimeout(1, TimeUnit.HOURS)::join));
    seen.put(
        "completeOnTimeout",
        w ->
            CompletableFuture.supplyAsync(
                    () -> {
                      sleep(5);
                      return fail("too late");
                    })
                .completeOnTimeout(1, 1, TimeUnit.MINUTES)
                .join());
    seen.put(
        "left by who waited",
        w ->
            assertThrows(
                TimeoutException.class, () -> failing("too late").get(1, TimeUnit.SECONDS)));
    seen.put("a cancelled stage", w -> new CompletableFuture<>().thenApply(x -> x).cancel(true));
    seen.put(
        "what depends on a cancelled one",
        w -> {
          CompletableFuture<Object> root = new CompletableFuture<>();
          root.thenApply(x -> x).thenRun(() -> {});
          root.cancel(true);
        });
    seen.put(
        "a fork-join task",
        w -> assertThrows(Broken.class, () -> w.forkJoin.invoke(new Halves("seen", 3))));
    seen.put(
        "a fork-join task that was submitted",
        w -> assertThrows(Broken.class, w.forkJoin.submit(new Halves("seen", 3))::join));
    seen.put(
        "a fork-join task of nobody's pool",
        w -> assertThrows(Broken.class, new Halves("seen", 3)::invoke));
    seen.put(
        "isCompletedAbnormally",
        w -> {
          ForkJoinTask<?> task = w.forkJoin.submit(new Halves("seen", 0));
          sleep(1);
          assertTrue(task.isCompletedAbnormally());
        });
    seen.put(
        "a parallel stream",
        w ->
            assertThrows(
                Broken.class, () -> IntStream.range(0, 100).parallel().forEach(i -> fail("seen"))));
    return tests(seen, List.of());
  }

  private static <F extends Future<?>> F ended(F future) {
    sleep(2);
    return future;
  }

  private static void assertThrowsBroken(Throwable thrown) {
    assertEquals("seen", thrown instanceof Broken ? thrown.getMessage() : String.valueOf(thrown));
  }

  /** They have their own way of telling, and it is told once. */
  @Test
  void areNotToldTwice() {
    assertEquals(
        List.of("UNCAUGHT once"),
        told(
            w -> {
              CompletableFuture<Object> future = new CompletableFuture<>();
              w.pool.execute(
                  () -> {
                    Broken broken = new Broken("once");
                    future.completeExceptionally(broken);
                    throw broken;
                  });
            }));
    assertEquals(
        List.of("UNCAUGHT once"), told(w -> w.forkJoin.execute((Runnable) () -> fail("once"))));
  }

  /** What a class keeps from its initialiser is the same for all loops. */
  private static final class Kept {
    static final CompletableFuture<String> FAILED =
        CompletableFuture.failedFuture(new Broken("kept"));

    private Kept() {}
  }

  @Test
  void areNotThoseThatAClassKeeps() {
    for (int i = 0; i < 2; i++) {
      assertEquals(List.of(), told(w -> assertTrue(Kept.FAILED.isDone())));
    }
  }

  // ---- how it is told -----------------------------------------------------------------------

  @Test
  void areToldInTheOrderOfFailing() {
    assertEquals(
        List.of("NEVER_RETRIEVED first", "NEVER_RETRIEVED second", "NEVER_RETRIEVED third"),
        told(
            w -> {
              w.timers.schedule(() -> fail("third"), 3, TimeUnit.MINUTES);
              failing("first");
              w.timers.schedule(() -> fail("second"), 2, TimeUnit.MINUTES);
            }));
  }

  @Test
  void areToldWithWhereTheyRanAndWereMade() {
    List<Problem> problems =
        problems(
            true,
            w -> {
              w.pool.submit(() -> fail("task"));
              w.timers.scheduleAtFixedRate(() -> fail("timer"), 1, 1, TimeUnit.MINUTES);
              failing("stage").thenRun(() -> {});
            });
    assertEquals(
        List.of(
            "The exception of a task in thread pool-1-thread-1, submitted at"
                + " FailedFuturesTest.java:N, was never retrieved",
            "A periodic task in thread pool-2-thread-1, submitted at FailedFuturesTest.java:N, has"
                + " died, and its exception was never retrieved",
            "The exception of a CompletableFuture in thread ForkJoinPool.commonPool-worker-1, made"
                + " at FailedFuturesTest.java:N, was never retrieved"),
        problems.stream().map(p -> p.message().replaceAll("java:\\d+", "java:N")).toList());
  }

  /** A loop that fails and looks for ever keeps nothing. */
  @Test
  void areForgottenWhenTheyWereLookedAt() {
    Loop.run(
        loop -> {
          FailedFutures futures = loop.engine.problems.futures;
          for (int i = 0; i < 100; i++) {
            CompletableFuture<Object> failed = CompletableFuture.failedFuture(new Broken("seen"));
            assertEquals(1, futures.unseen());
            assertThrows(CompletionException.class, failed::join);
            assertEquals(0, futures.unseen());
          }
        });
  }

  /** The loop's verdict ends tasks too. */
  @Test
  void areNotThoseThatTheVerdictEnds() {
    List<Problem> problems = new ArrayList<>();
    assertThrows(
        BlockedError.class,
        () ->
            Loop.builder()
                .problems(problems::add)
                .run(
                    loop -> {
                      Thread.ofVirtual()
                          .start(new FutureTask<>(() -> new ServerSocket(0).accept()));
                      Thread.sleep(1);
                      return null;
                    }));
    assertEquals(
        List.of(),
        problems.stream().filter(p -> p.kind() == Problem.Kind.NEVER_RETRIEVED).toList());
  }
}
