package dev.heddle.junit.documents;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A declaration or statement of a block.
 *
 * @param line the line of the document where it begins, from 1
 * @param column where it begins in that line, from 0
 * @param text it, with the comments before it
 */
record Chunk(int line, int column, String text) {
  /** What may follow a closing brace and still belong to what it closes. */
  private static final Set<String> CONTINUE = Set.of("else", "catch", "finally", "instanceof");

  private static final String DO = "do";
  private static final String TEXT_BLOCK = "\"\"\"";

  /** Cuts a block where its declarations and statements end. */
  static List<Chunk> of(Block block) {
    return new Cutter(String.join("\n", block.lines()), block.documentLine(0)).chunks();
  }

  /** The text without comments and blanks before it. */
  String code() {
    return text.substring(skip(text, 0));
  }

  private static int skip(String text, int from) {
    int at = from;
    while (at < text.length()) {
      if (text.startsWith("//", at)) {
        at = end(text, "\n", at);
      } else if (text.startsWith("/*", at)) {
        at = end(text, "*/", at + 2);
      } else if (Character.isWhitespace(text.charAt(at))) {
        at++;
      } else {
        break;
      }
    }
    return at;
  }

  private static int end(String text, String mark, int from) {
    int found = text.indexOf(mark, from);
    return found < 0 ? text.length() : found + mark.length();
  }

  /** Reads a text once from its beginning to its end. */
  private static final class Cutter {
    private final String text;
    private final List<Chunk> chunks = new ArrayList<>();
    private int line;
    private int begin;
    private int depth;
    private int at;

    Cutter(String text, int line) {
      this.text = text;
      this.line = line;
    }

    List<Chunk> chunks() {
      while (at < text.length()) {
        step();
      }
      cut();
      return chunks;
    }

    private void step() {
      int afterBlank = skip(text, at);
      if (afterBlank > at) {
        at = afterBlank;
        return;
      }
      char c = text.charAt(at);
      if (c == '"' || c == '\'') {
        at = afterLiteral(text.startsWith(TEXT_BLOCK, at) ? TEXT_BLOCK : String.valueOf(c));
        return;
      }
      at++;
      if (c == '(' || c == '[' || c == '{') {
        depth++;
      } else if (c == ')' || c == ']' || c == '}') {
        depth--;
      }
      if (depth <= 0 && (c == ';' || (c == '}' && !goesOn()))) {
        cut();
      }
    }

    private int afterLiteral(String quote) {
      int end = at + quote.length();
      while (end < text.length() && !text.startsWith(quote, end)) {
        end += text.charAt(end) == '\\' ? 2 : 1;
      }
      return Math.min(end + quote.length(), text.length());
    }

    private boolean goesOn() {
      int next = skip(text, at);
      if (next == text.length()) {
        return false;
      }
      char c = text.charAt(next);
      if (!Character.isJavaIdentifierStart(c)) {
        return "@{(<\"}".indexOf(c) < 0;
      }
      String word = word(text, next);
      return CONTINUE.contains(word)
          || (word.equals("while") && word(text, skip(text, begin)).equals(DO));
    }

    private static String word(String text, int from) {
      int end = from;
      while (end < text.length() && Character.isJavaIdentifierPart(text.charAt(end))) {
        end++;
      }
      return text.substring(from, end);
    }

    private void cut() {
      String chunk = text.substring(begin, at);
      if (skip(chunk, 0) < chunk.length()) {
        chunks.add(new Chunk(line, begin - text.lastIndexOf('\n', begin - 1) - 1, chunk));
      }
      line += (int) chunk.chars().filter(c -> c == '\n').count();
      begin = at;
      depth = 0;
    }
  }
}
