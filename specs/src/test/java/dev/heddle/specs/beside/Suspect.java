package dev.heddle.specs.beside;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.explore.Exploration;
import dev.heddle.explore.Explorer;
import dev.heddle.explore.Failure;
import java.util.function.UnaryOperator;

/** A program that may have a race: it returns whether all went well. */
@FunctionalInterface
interface Suspect {
  boolean isFine() throws Exception;

  /** Two threads do the same at the same time. */
  static void both(Runnable body) throws InterruptedException {
    Thread one = new Thread(body);
    Thread other = new Thread(body);
    one.start();
    other.start();
    one.join();
    other.join();
  }

  /** Explores it in this JVM, with what {@code settings} add to the defaults. */
  default Exploration<String> explore(UnaryOperator<Explorer> settings) {
    return settings
        .apply(Explorer.create())
        .explore(
            loop -> {
              if (!isFine()) {
                throw new AssertionError("not fine");
              }
              return "";
            });
  }

  /**
   * Its race is found, and the default order does not show it.
   *
   * @param words what the report says
   */
  default void isFoundRacing(String words) {
    assertNone(explore(explorer -> explorer.policy("fifo").schedules(1)));
    Exploration<String> exploration = explore(explorer -> explorer);
    Failure failure = exploration.failure();
    assertNotNull(failure, exploration::summary);
    String report = failure.report();
    assertTrue(report.replaceAll("\\s+", " ").contains(words), report);
  }

  /** No schedule shows a race, of many more than it takes to find one. */
  default void passes() {
    assertNone(explore(explorer -> explorer.schedules(100)));
  }

  private static void assertNone(Exploration<String> exploration) {
    Failure failure = exploration.failure();
    if (failure != null) {
      throw new AssertionError(failure.report(), failure.thrown());
    }
  }
}
