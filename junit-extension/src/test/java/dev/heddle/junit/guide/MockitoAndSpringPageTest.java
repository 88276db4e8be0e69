package dev.heddle.junit.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What docs/mockito-and-spring.md shows is compiled and run by the build. */
class MockitoAndSpringPageTest {
  private static final Path HERE = Path.of("src/test/java/dev/heddle/junit/guide");

  @Test
  void javaIsCompiledAndRun() throws Exception {
    String page = Files.readString(Path.of("..", "docs", "mockito-and-spring.md"));
    String sources =
        Files.readString(HERE.resolve("OrdersTest.java"))
            + Files.readString(HERE.resolve("StockTest.java"));
    String[] parts = page.split("```java\n", -1);
    assertEquals(3, parts.length);
    for (int i = 1; i < parts.length; i++) {
      String block = parts[i].substring(0, parts[i].indexOf("```"));
      assertTrue(sources.contains(block), block);
    }
  }
}
