import dev.heddle.Loop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.StructuredTaskScope;
import java.util.concurrent.StructuredTaskScope.Joiner;

/** Structured concurrency, a preview of JDK 25, on a loop; prints what it saw. */
final class StructuredScopes {
  private static final ScopedValue<String> USER = ScopedValue.newInstance();

  private StructuredScopes() {}

  public static void main(String[] args) {
    List<Object> problems = new ArrayList<>();
    for (int run = 0; run < 3; run++) {
      Loop.builder()
          .problems(problems::add)
          .run(
              loop -> {
                both(loop);
                first(loop);
                failure(loop);
                timeout(loop);
                platform(loop);
                return null;
              });
      System.out.println("problems: " + problems);
    }
  }

  private static void both(Loop loop) throws Exception {
    ScopedValue.where(USER, "ann")
        .call(
            () -> {
              try (var scope = StructuredTaskScope.open()) {
                var order = scope.fork(() -> slow("order of " + USER.get(), 3));
                var stock = scope.fork(() -> slow("stock of " + USER.get(), 2));
                scope.join();
                say(loop, order.get() + ", " + stock.get());
              }
              return null;
            });
  }

  private static void first(Loop loop) throws Exception {
    try (var scope = StructuredTaskScope.open(Joiner.<String>anySuccessfulResultOrThrow())) {
      scope.fork(() -> slow("tortoise", 5));
      scope.fork(() -> slow("hare", 1));
      say(loop, scope.join());
    }
  }

  private static void failure(Loop loop) throws Exception {
    try (var scope = StructuredTaskScope.open()) {
      scope.fork(() -> slow("never", 100));
      scope.fork(
          () -> {
            slow("", 1);
            throw new IllegalStateException("boom");
          });
      scope.join();
    } catch (StructuredTaskScope.FailedException e) {
      say(loop, "failed: " + e.getCause().getMessage());
    }
  }

  private static void timeout(Loop loop) throws Exception {
    try (var scope =
        StructuredTaskScope.open(
            Joiner.<String>awaitAllSuccessfulOrThrow(),
            config -> config.withTimeout(Duration.ofMinutes(30)))) {
      scope.fork(() -> slow("never", 100));
      scope.join();
    } catch (StructuredTaskScope.TimeoutException e) {
      say(loop, "timed out");
    }
  }

  private static void platform(Loop loop) throws Exception {
    try (var scope =
        StructuredTaskScope.open(
            Joiner.<String>allSuccessfulOrThrow(),
            config -> config.withThreadFactory(Thread.ofPlatform().name("p-", 0).factory()))) {
      scope.fork(() -> slow(Thread.currentThread().getName(), 2));
      scope.fork(() -> slow(Thread.currentThread().getName(), 1));
      say(loop, "" + scope.join().map(StructuredTaskScope.Subtask::get).toList());
    }
  }

  private static String slow(String result, int hours) throws InterruptedException {
    Thread.sleep(Duration.ofHours(hours));
    return result;
  }

  private static void say(Loop loop, String what) {
    System.out.println(loop.time() + " " + what);
  }
}
