package dev.heddle.specs.verdicts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Lines of this package's programs that expected words speak of, marked by a comment at their end.
 */
final class Source {
  private static final Path HERE = Path.of("src/test/java/dev/heddle/specs/verdicts");

  private Source() {}

  /** Puts the number of the line that ends with {@code // MARK} for {@code java:MARK}. */
  static String marked(String file, String words, String... marks) throws IOException {
    List<String> lines = Files.readAllLines(HERE.resolve(file));
    String text = words;
    for (String mark : marks) {
      text = text.replace("java:" + mark, "java:" + lineOf(mark, lines));
    }
    return text;
  }

  private static int lineOf(String mark, List<String> lines) {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).endsWith("// " + mark)) {
        return i + 1;
      }
    }
    throw new AssertionError("no line is marked " + mark);
  }
}
