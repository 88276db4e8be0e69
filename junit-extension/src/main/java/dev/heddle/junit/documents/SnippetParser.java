package dev.heddle.junit.documents;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a block where the compiler's parser ends its declarations and statements.
 *
 * <p>Java has no unit that mixes imports, methods and statements. So what is left of the block is
 * parsed as statements, as members of a class, and as imports, in this order; of the first of these
 * that begins without an error, everything before its first error is taken.
 */
final class SnippetParser {
  private final FencedBlock block;
  private final String text;
  private final List<Snippet> snippets = new ArrayList<>();

  /** Where the text begins that is not cut yet. */
  private int begin;

  private SnippetParser(FencedBlock block) {
    this.block = block;
    text = String.join("\n", block.lines());
  }

  /** The declarations and statements of a block, in order. */
  static List<Snippet> parse(FencedBlock block) {
    SnippetParser parser = new SnippetParser(block);
    while (!parser.text.substring(parser.begin).isBlank()) {
      parser.cutSome();
    }
    return parser.snippets;
  }

  private void cutSome() {
    String rest = text.substring(begin);
    ParsedJava statements = ParsedJava.of(ParsedJava.Form.STATEMENTS, rest);
    List<ParsedJava.Piece> pieces = statements.beforeError();
    if (pieces.isEmpty() && statements.isCorrect()) {
      begin = text.length(); // only comments
      return;
    }
    if (pieces.isEmpty()) {
      pieces = ParsedJava.of(ParsedJava.Form.MEMBERS, rest).beforeError();
    }
    if (pieces.isEmpty()) {
      pieces = ParsedJava.of(ParsedJava.Form.IMPORTS, rest).beforeError();
    }
    if (pieces.isEmpty()) {
      pieces = List.of(statements.wrong());
    }
    int offset = begin;
    pieces.forEach(piece -> cut(piece, offset));
  }

  private void cut(ParsedJava.Piece piece, int offset) {
    int end = offset + piece.end();
    String before = text.substring(0, begin);
    int line = (int) before.chars().filter(c -> c == '\n').count();
    int column = begin - before.lastIndexOf('\n') - 1;
    int start = offset + piece.start() - begin;
    snippets.add(
        new Snippet(
            piece.kind(), block.documentLine(line), column, text.substring(begin, end), start));
    begin = end;
  }
}
