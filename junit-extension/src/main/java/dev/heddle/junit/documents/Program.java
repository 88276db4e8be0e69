package dev.heddle.junit.documents;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A program, and what its document says about it.
 *
 * @param title what a reader may know it by
 * @param block the program
 * @param options what the line of its fence says
 * @param given the declarations before it
 * @param output what it prints; null: nothing
 * @param error what it throws, as text; null: not said
 */
record Program(
    String title,
    FencedBlock block,
    Options options,
    List<FencedBlock> given,
    @Nullable ExpectedOutput output,
    @Nullable FencedBlock error)
    implements PageItem {
  @Override
  public int line() {
    return block.line();
  }

  /** Where the document says what is printed; where there is no such place, the program. */
  int outputLine() {
    return output == null ? line() : output.block().line();
  }

  Program withOutput(ExpectedOutput stated) {
    return new Program(title, block, options, given, stated, error);
  }

  Program withError(FencedBlock stated) {
    return new Program(title, block, options, given, output, stated);
  }
}
