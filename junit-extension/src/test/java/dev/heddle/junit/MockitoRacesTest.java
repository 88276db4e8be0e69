package dev.heddle.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.CALLS_REAL_METHODS;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.spy;
import static org.mockito.Mockito.withSettings;

import dev.heddle.Loop;
import dev.heddle.explore.Exploration;
import dev.heddle.explore.Explorer;
import dev.heddle.explore.Failure;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;
import org.mockito.MockMakers;

/** Mockito changes the classes that it mocks, and their races are found all the same. */
class MockitoRacesTest {
  static class Counter {
    int count;

    void add() {
      count++;
    }

    synchronized void addAlone() {
      add();
    }

    int count() {
      return count;
    }
  }

  /** A final class, of which no subclass can be a mock. */
  static final class FinalCounter {
    private int count;

    void add() {
      count++;
    }

    synchronized void addAlone() {
      add();
    }

    int count() {
      return count;
    }
  }

  private static <T> Loop.Body<String> both(
      Supplier<T> newObject, Consumer<T> body, ToIntFunction<T> count) {
    return loop -> {
      T object = newObject.get();
      Thread one = new Thread(() -> body.accept(object));
      Thread other = new Thread(() -> body.accept(object));
      one.start();
      other.start();
      one.join();
      other.join();
      if (count.applyAsInt(object) != 2) {
        throw new AssertionError("one is lost");
      }
      return "";
    };
  }

  private static void assertFound(String words, Loop.Body<String> program) {
    assertPasses(Explorer.create().policy("fifo").schedules(1), program);
    Exploration<String> exploration = Explorer.create().schedules(100).explore(program);
    Failure failure = exploration.failure();
    assertNotNull(failure, exploration::summary);
    assertTrue(failure.report().contains(words), failure.report());
  }

  private static void assertPasses(Explorer explorer, Loop.Body<String> program) {
    Failure failure = explorer.explore(program).failure();
    assertNull(failure, () -> failure.thrown() + failure.report());
  }

  private static <T> void check(
      Supplier<T> newObject, Consumer<T> racy, Consumer<T> mended, ToIntFunction<T> count) {
    assertFound("Counter.count (MockitoRacesTest.java:", both(newObject, racy, count));
    assertPasses(Explorer.create().schedules(50), both(newObject, mended, count));
  }

  @Test
  void ofRealObjectsOfAMockedClass() {
    assertEquals(0, mock(Counter.class).count());
    check(Counter::new, Counter::add, Counter::addAlone, Counter::count);
  }

  @Test
  void ofSpies() {
    check(() -> spy(new Counter()), Counter::add, Counter::addAlone, Counter::count);
    check(
        () -> spy(new FinalCounter()),
        FinalCounter::add,
        FinalCounter::addAlone,
        FinalCounter::count);
  }

  @Test
  void ofMocksThatCallTheRealMethods() {
    check(
        () -> mock(Counter.class, CALLS_REAL_METHODS),
        Counter::add,
        Counter::addAlone,
        Counter::count);
  }

  /** Subclasses made by Byte Buddy, as the proxies of other libraries are. */
  @Test
  void ofSubclasses() {
    check(
        () ->
            mock(
                Counter.class,
                withSettings()
                    .mockMaker(MockMakers.SUBCLASS)
                    .spiedInstance(new Counter())
                    .defaultAnswer(CALLS_REAL_METHODS)),
        Counter::add,
        Counter::addAlone,
        Counter::count);
  }

  private static Loop.Body<String> answered(boolean alone) {
    int[] calls = new int[1];
    return both(
        () -> {
          calls[0] = 0;
          Counter counter = mock(Counter.class);
          doAnswer(
                  call -> {
                    if (alone) {
                      synchronized (counter) {
                        calls[0]++;
                      }
                    } else {
                      calls[0]++;
                    }
                    return null;
                  })
              .when(counter)
              .add();
          return counter;
        },
        Counter::add,
        counter -> calls[0]);
  }

  @Test
  void ofAnswers() {
    assertFound("element 0 of int[1] (MockitoRacesTest.java:", answered(false));
    assertPasses(Explorer.create().schedules(50), answered(true));
  }
}
