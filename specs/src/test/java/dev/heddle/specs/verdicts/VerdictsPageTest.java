package dev.heddle.specs.verdicts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.specs.JUnitRun;
import dev.heddle.specs.Pages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tests that docs/verdicts.md shows are compiled, and fail with the words that it shows. */
class VerdictsPageTest {
  private static final Path PAGE = Path.of("..", "docs", "verdicts.md");
  private static final Path HERE = Path.of("src/test/java/dev/heddle/specs/verdicts");

  @Test
  void testsAreCompiled() throws IOException {
    StringBuilder source = new StringBuilder();
    for (Class<?> example :
        List.of(Transfers.class, Forgotten.class, Polling.class, Computing.class, Cleaning.class)) {
      source.append(Files.readString(HERE.resolve(example.getSimpleName() + ".java")));
    }
    List<String> blocks = Pages.blocks(PAGE, "java");
    assertEquals(5, blocks.size());
    blocks.forEach(shown -> assertTrue(source.indexOf(shown) >= 0, shown));
  }

  @ParameterizedTest
  @ValueSource(
      classes = {Transfers.class, Forgotten.class, Polling.class, Computing.class, Cleaning.class})
  void wordsAreTold(Class<?> example) throws IOException {
    Throwable failure = JUnitRun.failureOf(example);
    assertTrue(Files.readString(PAGE).contains("```\n" + failure + "\n```"), failure.toString());
  }
}
