package dev.heddle.specs.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README is short, its test fails as it says, and passes when mended as it says. */
class ReadmeTest {
  private static final Path README = Path.of("..", "README.md");
  private static final int WORDS = 900;
  private static final int COLUMNS = 100;

  @TempDir Path folder;

  /** Words as {@code wc -w} counts them, prose and code. */
  @Test
  void isShort() throws IOException {
    int words = Files.readString(README).strip().split("\\s+", -1).length;
    assertTrue(words <= WORDS, words + " words");
  }

  @Test
  void codeAndOutputsAreNarrow() throws IOException {
    for (String line :
        Page.read(README).blocks().stream().flatMap(b -> b.lines().stream()).toList()) {
      assertTrue(line.length() <= COLUMNS, line);
    }
  }

  private static String test() throws IOException {
    List<String> blocks = Page.read(README).blocks("java");
    assertEquals(1, blocks.size());
    return blocks.get(0);
  }

  private static List<String> outputs() throws IOException {
    return Page.read(README).blocks("");
  }

  @Test
  void failsAsShown() throws Exception {
    ShownClass.assertShows(outputs().get(0), ShownClass.run(folder, test()).failure());
  }

  /** The line that replays it is the one that docs/exploration.md shows. */
  @Test
  void replayLines() throws IOException {
    String output = outputs().get(0);
    String replay = output.substring(output.indexOf("replay: "));
    Page exploration = Page.read(Path.of("..", "docs", "exploration.md"));
    assertTrue(exploration.blocks("").contains(replay), replay);
  }

  @Test
  void replaysAsShown() throws Exception {
    String output = outputs().get(0);
    String annotation = output.substring(output.indexOf("@HeddleTest("), output.indexOf(", or"));
    String replayed = test().replace("@HeddleTest(schedules = 1_000)", annotation);
    String failure = ShownClass.run(folder, replayed).failure();
    assertTrue(failure.contains("step 5: thread-2 reads Account.balance"), failure);
  }

  /** What the fourth step of the page says. */
  @Test
  void passesWhenMended() throws Exception {
    String mended =
        test()
            .replace("Void deposit(", "synchronized Void deposit(")
            .replace("@HeddleTest(schedules = 1_000)", "@HeddleTest(exhaustive = true)");
    ShownClass shown = ShownClass.run(folder, mended);
    assertEquals(1, shown.passed());
    String line = outputs().get(1).strip();
    assertTrue(shown.summaries().stream().anyMatch(line::endsWith), line + " " + shown.summaries());
  }
}
