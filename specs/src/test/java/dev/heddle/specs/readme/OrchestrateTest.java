package dev.heddle.specs.readme;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.heddle.Loop;
import dev.heddle.Task;
import dev.heddle.Tasks;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrchestrateTest {
  static String payload(int seconds) {
    Tasks.sleep(Duration.ofSeconds(seconds));
    return "Result of " + seconds;
  }

  static List<String> orchestrate() {
    return Loop.run(
        loop -> {
          Task<String> a = loop.createTask(() -> payload(1));
          Task<String> b = loop.createTask(() -> payload(2));
          String second = b.await();
          return List.of(a.await(), second);
        });
  }

  @Test
  void resultsOfBoth() {
    assertEquals(List.of("Result of 1", "Result of 2"), orchestrate());
  }
}
