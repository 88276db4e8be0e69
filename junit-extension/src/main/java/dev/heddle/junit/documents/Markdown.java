package dev.heddle.junit.documents;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/**
 * The fenced blocks of a document, as CommonMark has them, and those in comments of HTML. The only
 * class that knows commonmark-java.
 *
 * @param blocks the blocks, in order
 * @param mistakes fences that are not closed, and programs in HTML, which Markdown does not read
 */
record Markdown(List<FencedBlock> blocks, List<Mistake> mistakes) {
  private static final String COMMENT = "<!--";
  private static final String COMMENT_END = "-->";
  private static final String IN_HTML =
      "A program inside HTML is not run. Put an empty line before its fence, where Markdown begins"
          + " again.";

  /** Reads the lines of a document. */
  static Markdown of(List<String> lines) {
    Reader reader = new Reader();
    reader.read(String.join("\n", lines), 1);
    return new Markdown(List.copyOf(reader.blocks), List.copyOf(reader.mistakes));
  }

  /** Walks through documents. */
  private static final class Reader extends AbstractVisitor {
    private final Parser parser =
        Parser.builder().includeSourceSpans(IncludeSourceSpans.BLOCKS).build();

    private final List<FencedBlock> blocks = new ArrayList<>();
    private final List<Mistake> mistakes = new ArrayList<>();
    private String heading = "";

    /** The line of the document that the text begins in, from 1. */
    private int firstLine;

    void read(String text, int line) {
      int outer = firstLine;
      firstLine = line;
      parser.parse(text).accept(this);
      firstLine = outer;
    }

    private int line(Node node) {
      return firstLine + node.getSourceSpans().get(0).getLineIndex();
    }

    @Override
    public void visit(Heading node) {
      heading = HeadingText.of(node);
    }

    @Override
    public void visit(FencedCodeBlock node) {
      String info = node.getInfo() == null ? "" : node.getInfo().strip();
      if (node.getClosingFenceLength() == null) {
        String fence = node.getFenceCharacter().repeat(node.getOpeningFenceLength());
        mistakes.add(
            new Mistake(
                line(node),
                "The fence [%1$s%2$s] is not closed. Close it with [%1$s]."
                    .formatted(fence, info)));
      } else {
        blocks.add(new FencedBlock(info, line(node), node.getLiteral().lines().toList(), heading));
      }
    }

    /** A comment is not shown, but may have blocks below its first line; other HTML has none. */
    @Override
    public void visit(HtmlBlock node) {
      List<String> html = node.getLiteral().lines().toList();
      if (html.get(0).stripLeading().startsWith(COMMENT) && !InfoString.opensProgram(html.get(0))) {
        String text = String.join("\n", html.subList(1, html.size()));
        int end = text.lastIndexOf(COMMENT_END);
        read(end < 0 ? text : text.substring(0, end), line(node) + 1);
      } else {
        refusePrograms(html, line(node));
      }
    }

    private void refusePrograms(List<String> html, int line) {
      IntStream.range(0, html.size())
          .filter(i -> InfoString.opensProgram(html.get(i)))
          .forEach(i -> mistakes.add(new Mistake(line + i, IN_HTML)));
    }
  }

  /** Collects the text of a heading, without its marks. */
  private static final class HeadingText extends AbstractVisitor {
    private final StringBuilder text = new StringBuilder();

    static String of(Heading heading) {
      HeadingText collected = new HeadingText();
      heading.accept(collected);
      return collected.text.toString();
    }

    @Override
    public void visit(Text node) {
      text.append(node.getLiteral());
    }

    @Override
    public void visit(Code node) {
      text.append(node.getLiteral());
    }

    @Override
    public void visit(SoftLineBreak node) {
      text.append(' ');
    }

    @Override
    public void visit(HardLineBreak node) {
      text.append(' ');
    }
  }
}
