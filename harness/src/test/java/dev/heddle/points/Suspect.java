package dev.heddle.points;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.Loop;
import dev.heddle.explore.Exploration;
import dev.heddle.explore.Explorer;
import dev.heddle.explore.Failure;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** A program that may have a race: it returns whether all went well. */
@FunctionalInterface
interface Suspect {
  boolean isFine() throws Exception;

  /** Two threads do the same to one new object. */
  static <T> Suspect both(Supplier<T> newObject, Consumer<T> body, Predicate<T> isFine) {
    return () -> {
      T object = newObject.get();
      TwoThreads.run(() -> body.accept(object));
      return isFine.test(object);
    };
  }

  /** Explores it in this JVM, with what {@code settings} add to the defaults. */
  default Exploration<String> explore(UnaryOperator<Explorer> settings) {
    Loop.Body<String> body =
        loop -> {
          if (!isFine()) {
            throw new AssertionError("not fine");
          }
          return "";
        };
    return settings.apply(Explorer.create().schedules(1_000)).explore(body);
  }

  /**
   * Its race is found, and the default order does not show it.
   *
   * @param named what the report says of it
   */
  default void isFoundRacing(String... named) {
    Exploration<String> inOrder = explore(explorer -> explorer.policy("fifo").schedules(1));
    assertNone(inOrder);
    Exploration<String> exploration = explore(explorer -> explorer);
    Failure failure = exploration.failure();
    assertNotNull(failure, exploration::summary);
    String report = failure.report().replaceAll("\\s+", " ");
    for (String words : named) {
      assertTrue(report.contains(words), () -> "no [" + words + "] in\n" + failure.report());
    }
  }

  /** No schedule shows a race, of many more than it takes to find one. */
  default void passes() {
    Exploration<String> exploration = explore(explorer -> explorer.schedules(100));
    assertNone(exploration);
  }

  private static void assertNone(Exploration<String> exploration) {
    Failure failure = exploration.failure();
    if (failure != null) {
      throw new AssertionError(failure.report(), failure.thrown());
    }
  }
}
