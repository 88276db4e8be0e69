package dev.heddle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;

/**
 * Reads and writes recorded answers: the first line has the version, and each further line an
 * answer.
 */
final class AnswerFile {
  /** The first line of a file. */
  static final String HEAD = "heddle answers 1";

  private static final int FIELDS = 3;

  private AnswerFile() {}

  /** A line: the question, the kind of the answer, and the answer, separated by tabs. */
  static String write(String question, Answer answer) {
    String kind = answer.kind().name().toLowerCase(Locale.ROOT);
    return escaped(question) + "\t" + kind + "\t" + escaped(answer.text());
  }

  /** Reads a file, and passes each answer on. */
  static void read(Path file, BiConsumer<String, Answer> to) throws IOException {
    List<String> lines = Files.readAllLines(file);
    if (lines.isEmpty() || !lines.get(0).equals(HEAD)) {
      throw damaged(file, 1, "must be [" + HEAD + "]");
    }
    for (int i = 1; i < lines.size(); i++) {
      String[] fields = lines.get(i).split("\t", -1);
      if (fields.length != FIELDS) {
        throw damaged(file, i + 1, "needs a question, a kind and an answer, separated by tabs");
      }
      try {
        Answer.Kind kind = Answer.Kind.valueOf(fields[1].toUpperCase(Locale.ROOT));
        to.accept(unescaped(fields[0]), new Answer(kind, unescaped(fields[2])));
      } catch (IllegalArgumentException e) {
        throw damaged(file, i + 1, "has an unknown kind of answer, [" + fields[1] + "]");
      }
    }
  }

  private static IllegalStateException damaged(Path file, int line, String how) {
    return new IllegalStateException(
        "The answers in ["
            + file
            + "] are damaged, or of a newer version: line "
            + line
            + " "
            + how
            + ". Correct it, or delete the file to ask anew.");
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\")
        .replace("\t", "\\t")
        .replace("\n", "\\n")
        .replace("\r", "\\r");
  }

  private static String unescaped(String text) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length()) {
        char escape = text.charAt(++i);
        plain.append(
            switch (escape) {
              case 't' -> '\t';
              case 'n' -> '\n';
              case 'r' -> '\r';
              default -> escape;
            });
      } else {
        plain.append(c);
      }
    }
    return plain.toString();
  }
}
