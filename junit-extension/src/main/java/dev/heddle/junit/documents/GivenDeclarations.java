package dev.heddle.junit.documents;

import java.util.List;

/**
 * Declarations that are given to all programs after them. A test too: that they compile.
 *
 * @param title what a reader may know it by
 * @param block the declarations
 * @param before what was given before, which they may use
 */
record GivenDeclarations(String title, FencedBlock block, List<FencedBlock> before)
    implements PageItem {
  @Override
  public int line() {
    return block.line();
  }
}
