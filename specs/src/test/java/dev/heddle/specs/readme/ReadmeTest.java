package dev.heddle.specs.readme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.Loop;
import dev.heddle.Runner;
import dev.heddle.Tasks;
import dev.heddle.specs.JUnitRun;
import dev.heddle.specs.Pages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What the README, docs/exploration.md and docs/http.md show of JUnit is compiled and run by the
 * build; their programs are, as documents.
 */
class ReadmeTest {
  private static final Path README = Path.of("..", "README.md");
  private static final Path EXPLORATION = Path.of("..", "docs", "exploration.md");
  private static final Path HTTP = Path.of("..", "docs", "http.md");
  private static final Path HERE = Path.of("src/test/java/dev/heddle/specs/readme");

  /** Each block of Java that is no program stands, as it is, in a test of this package. */
  @Test
  void javaIsCompiledAndRun() throws IOException {
    List<String> sources = new ArrayList<>();
    try (Stream<Path> files = Files.list(HERE)) {
      for (Path file : files.toList()) {
        sources.add(Files.readString(file));
      }
    }
    List<String> blocks = new ArrayList<>(Pages.blocks(README, "java"));
    assertEquals(3, blocks.size());
    blocks.addAll(Pages.blocks(EXPLORATION, "java"));
    assertEquals(4, blocks.size());
    blocks.addAll(Pages.blocks(HTTP, "java"));
    assertEquals(5, blocks.size());
    for (String block : blocks) {
      assertTrue(sources.stream().anyMatch(source -> source.contains(block)), block);
    }
  }

  /** The race is found, and what is shown of it is what JUnit is told. */
  @Test
  void raceOfTheFirstScreen() throws IOException {
    Throwable failure = JUnitRun.failureOf(Deposits.class);
    String shown = failure + "\n\tSuppressed: " + failure.getSuppressed()[0];
    assertTrue(Files.readString(README).contains("```\n" + shown + "\n```"), shown);
    String replay = shown.substring(shown.indexOf("replay: "));
    assertTrue(Files.readString(EXPLORATION).contains("```\n" + replay + "\n```"), replay);
  }

  /** The table of a failure is what the loop prints of that run. */
  @Test
  void tableOfAFailure() throws IOException {
    Runner runner = new Runner(Loop.builder().problems(problem -> {}));
    assertThrows(TimeoutException.class, () -> runner.run(ReadmeTest::waitsForTooShort));
    String table = runner.loop().trace().toString();
    runner.close();
    assertTrue(Files.readString(README).contains(table), table);
  }

  /** The README's first test with another limit. */
  private static String waitsForTooShort() throws Exception {
    Tasks.currentTask().setName("retriesUntilTheServerIsUp");
    ExecutorService pool = Executors.newThreadPerTaskExecutor(Loop.current().threadFactory());
    Callable<String> down =
        () -> {
          throw new IllegalStateException("503");
        };
    return pool.submit(() -> RetrierTest.call(down)).get(40, TimeUnit.MINUTES);
  }
}
