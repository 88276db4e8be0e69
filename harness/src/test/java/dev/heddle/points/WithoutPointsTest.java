package dev.heddle.points;

import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What docs/points.md says has no points: a race there is not found, and does no harm. */
class WithoutPointsTest {
  static class Counter implements Runnable {
    int count;

    @Override
    public void run() {
      count++;
    }

    int value() {
      return count;
    }
  }

  /** A class that cannot be found by its name has none inside. */
  @Test
  void hiddenClasses() throws Exception {
    byte[] bytes;
    try (InputStream in = Counter.class.getResourceAsStream("WithoutPointsTest$Counter.class")) {
      bytes = in.readAllBytes();
    }
    Class<?> hidden = MethodHandles.lookup().defineHiddenClass(bytes, true).lookupClass();
    Suspect racy =
        () -> {
          Runnable counter = (Runnable) hidden.getDeclaredConstructor().newInstance();
          TwoThreads.run(counter);
          return hidden.getDeclaredMethod("value").invoke(counter).equals(2);
        };
    racy.passes();
  }

  /** Methods of the JDK that are called through references, where a call of them is a point. */
  @Test
  void referencesToMethodsOfTheJdk() {
    Suspect racy =
        () -> {
          Map<String, Integer> map = new HashMap<>();
          Function<String, Integer> get = map::get;
          BiConsumer<String, Integer> put = map::put;
          TwoThreads.run(
              () -> {
                Integer seen = get.apply("key");
                put.accept("key", seen == null ? 1 : seen + 1);
              });
          return map.get("key") == 2;
        };
    racy.passes();
  }
}
