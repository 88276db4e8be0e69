package dev.heddle.specs.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.Loop;
import dev.heddle.Runner;
import dev.heddle.Tasks;
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
import org.junit.jupiter.api.io.TempDir;

/**
 * What the guides show of JUnit is compiled and run by the build; their programs are, as documents.
 */
class GuidesTest {
  private static final Path DOCS = Path.of("..", "docs");
  private static final Path JAVA = Path.of("src/test/java/dev/heddle/specs/pages");
  private static final Path KOTLIN = Path.of("src/test/kotlin/dev/heddle/specs/pages");

  @TempDir Path folder;

  private static Page page(String name) throws IOException {
    return Page.read(DOCS.resolve(name));
  }

  /** Each of these blocks stands, as it is, in a source of this package. */
  private static void assertCompiled(Path sources, List<String> blocks) throws IOException {
    List<String> texts = new ArrayList<>();
    try (Stream<Path> files = Files.list(sources)) {
      for (Path file : files.toList()) {
        texts.add(Files.readString(file));
      }
    }
    for (String block : blocks) {
      assertTrue(texts.stream().anyMatch(text -> text.contains(block)), block);
    }
  }

  @Test
  void testsAreCompiledAndRun() throws IOException {
    List<String> blocks = new ArrayList<>();
    for (String name : List.of("junit.md", "exploration.md", "http.md")) {
      blocks.addAll(page(name).blocks("java"));
    }
    assertEquals(4, blocks.size());
    assertCompiled(JAVA, blocks);
  }

  @Test
  void kotlinIsCompiledAndRun() throws IOException {
    List<String> blocks = page("kotlin.md").blocks("kotlin");
    assertEquals(1, blocks.size());
    assertCompiled(KOTLIN, blocks);
  }

  /** The table of a failure is what the loop prints of that run. */
  @Test
  void tableOfAFailure() throws IOException {
    Runner runner = new Runner(Loop.builder().problems(problem -> {}));
    assertThrows(TimeoutException.class, () -> runner.run(GuidesTest::waitsForTooShort));
    String table = runner.loop().trace().toString();
    runner.close();
    assertTrue(Files.readString(DOCS.resolve("junit.md")).contains(table), table);
  }

  /** The test of the retrier with another limit. */
  private static String waitsForTooShort() throws Exception {
    Tasks.currentTask().setName("retriesUntilTheServerIsUp");
    ExecutorService pool = Executors.newThreadPerTaskExecutor(Loop.current().threadFactory());
    Callable<String> down =
        () -> {
          throw new IllegalStateException("503");
        };
    return pool.submit(() -> RetrierTest.call(down)).get(40, TimeUnit.MINUTES);
  }

  /** The flaky test fails, is mended by the line that the page shows, and passes, as it says. */
  @Test
  void flakyTest() throws Exception {
    Page page = page("flaky-test.md");
    List<String> blocks = page.blocks("java");
    List<String> outputs = page.blocks("");
    String test = blocks.get(0);
    ShownClass.assertShows(outputs.get(0), ShownClass.run(folder, test).failure());

    String before = blocks.get(1).strip();
    String after = blocks.get(2).strip();
    assertTrue(test.contains(before), before);
    ShownClass shown = ShownClass.run(folder, test.replace(before, after));
    assertEquals(1, shown.passed());
    String line = outputs.get(1).strip();
    String begins = line.substring(line.lastIndexOf(": ") + 2, line.indexOf(" …"));
    assertTrue(
        shown.summaries().stream().anyMatch(summary -> summary.startsWith(begins)),
        line + " " + shown.summaries());
  }
}
