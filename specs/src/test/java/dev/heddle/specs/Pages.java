package dev.heddle.specs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.parser.Parser;

/** Reads the project's pages. */
public final class Pages {
  private Pages() {}

  /** The fenced blocks of a page that have this info string, and no other. */
  public static List<String> blocks(Path page, String info) throws IOException {
    List<String> blocks = new ArrayList<>();
    Parser.builder()
        .build()
        .parse(Files.readString(page))
        .accept(
            new AbstractVisitor() {
              @Override
              public void visit(FencedCodeBlock block) {
                if (block.getInfo().equals(info)) {
                  blocks.add(block.getLiteral());
                }
              }
            });
    return blocks;
  }
}
