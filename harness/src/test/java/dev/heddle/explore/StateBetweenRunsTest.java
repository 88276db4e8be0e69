package dev.heddle.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.Loop;
import dev.heddle.Tasks;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A program that keeps state from one schedule to the next never passes, and is never blamed. */
class StateBetweenRunsTest {
  private static List<Explorer> searches() {
    return List.of(
        Explorer.create().exhaustive(),
        Explorer.create().exhaustive().threads(2),
        Explorer.create().maxDeviations(3),
        Explorer.create().schedules(300),
        Explorer.create().schedules(300).policy("random"),
        Explorer.create().schedules(300).policy("fifo"));
  }

  private static NondeterminismError found(Explorer search, Loop.Body<?> program) {
    NondeterminismError error =
        assertThrows(NondeterminismError.class, () -> search.check(program::run));
    assertTrue(error.getMessage().startsWith("Not deterministic: "), error.getMessage());
    return error;
  }

  /** A counter that shortens every seventh run. */
  @ParameterizedTest
  @MethodSource("searches")
  void shortensEverySeventhRun(Explorer search) {
    AtomicInteger runs = new AtomicInteger();
    found(search, loop -> ExplorerTest.grid(2, runs.incrementAndGet() % 7 == 0 ? 1 : 3).run(loop));
  }

  /** A counter that shortens one late run, of those that are all compared. */
  @Test
  void shortensOneRun() {
    AtomicInteger runs = new AtomicInteger();
    found(
        Explorer.create().exhaustive(),
        loop -> ExplorerTest.grid(2, runs.incrementAndGet() == 100 ? 1 : 5).run(loop));
  }

  /** What only the first run makes, and every later one finds. */
  @ParameterizedTest
  @MethodSource("searches")
  void warmCache(Explorer search) {
    Map<String, String> cache = new HashMap<>();
    Supplier<String> load =
        () ->
            cache.computeIfAbsent(
                "key",
                key -> {
                  Tasks.yieldNow();
                  return "value";
                });
    found(
        search,
        loop -> {
          loop.createTask("reader", load::get);
          Tasks.yieldNow();
          return load.get() + ExplorerTest.grid(2, 2).run(loop);
        });
  }

  /** State that changes the result alone. */
  @ParameterizedTest
  @MethodSource("searches")
  void otherResults(Explorer search) {
    AtomicInteger runs = new AtomicInteger();
    found(
        search,
        loop -> {
          ExplorerTest.grid(2, 2).run(loop);
          return runs.incrementAndGet();
        });
  }

  /** State that changes after all comparisons but the last. */
  @Test
  void firstScheduleAtTheEnd() {
    AtomicInteger runs = new AtomicInteger();
    NondeterminismError error =
        found(
            Explorer.create().schedules(1_000).policy("random"),
            loop ->
                ExplorerTest.grid(3, 4).run(loop) + (runs.incrementAndGet() > 1_060 ? "!" : ""));
    assertTrue(error.getMessage().contains("Probably something is carried over"));
  }

  /** A schedule that passed and fails when it is shrunk is no failure in the default order. */
  @Test
  void failsInShrinkingOnly() {
    AtomicInteger failures = new AtomicInteger();
    NondeterminismError error =
        found(
            Explorer.create(),
            loop -> {
              String order = ExplorerTest.grid(3, 2).run(loop);
              if (order.startsWith("cc") || failures.get() > 0) {
                failures.incrementAndGet();
                throw new IllegalStateException("broken");
              }
              return order;
            });
    assertTrue(
        error.getMessage().contains("two runs in the default order differ. Step 8 was"),
        error.getMessage());
  }

  /** Results whose equality is that of their identity are not compared. */
  @Test
  void resultsWithoutEquality() {
    Explorer.create()
        .schedules(100)
        .check(
            loop -> {
              ExplorerTest.grid(2, 2).run(loop);
              return List.of(new Object(), new int[1]);
            });
  }

  private record Point(int x, int y) {}

  private enum Colour {
    RED
  }

  /** Values that are equal have one hash code, whatever is in them. */
  @Test
  void values() {
    for (Supplier<Object> value :
        List.<Supplier<Object>>of(
            () -> 7,
            () -> "text",
            () -> Colour.RED,
            () -> new Point(1, 2),
            () -> List.of(1, List.of("a")),
            () -> new HashMap<>(Map.of("a", 1, "b", new Point(0, 0))),
            () -> java.util.Set.of(1, 2, 3),
            () -> java.util.Optional.of(3L),
            () -> java.time.Duration.ofSeconds(1))) {
      assertEquals(StableHash.hash(value.get()), StableHash.hash(value.get()));
      assertTrue(
          StableHash.hash(value.get()) != StableHash.hash(new Object()), value.get().toString());
    }
    assertEquals(StableHash.hash(new Object()), StableHash.hash(new int[3]));
    assertEquals(StableHash.hash(List.of(new Object())), StableHash.hash(List.of(new Object())));
    assertTrue(StableHash.hash(List.of(1, 2)) != StableHash.hash(List.of(2, 1)));
  }

  /** Every schedule of a program that repeats is seen once, and runs to compare do not count. */
  @Test
  void rerunsDoNotCount() {
    AtomicInteger runs = new AtomicInteger();
    Exploration<String> all =
        Explorer.create()
            .exhaustive()
            .check(
                loop -> {
                  runs.incrementAndGet();
                  return ExplorerTest.grid(3, 3).run(loop);
                });
    assertEquals(1_680, all.schedules());
    assertEquals(1_680, all.outcomes().values().stream().mapToLong(Exploration.Seen::times).sum());
    int sampled = 64 + (1_680 - 64) / 64;
    assertTrue(runs.get() <= 1_680 + sampled + 2, "runs " + runs);
    assertTrue(runs.get() > 1_680, "runs " + runs);
  }
}
