package dev.heddle.junit.documents;

/**
 * What is wrong with a document itself.
 *
 * @param line where, from 1
 * @param message what, and the remedy
 */
record Mistake(int line, String message) implements PageItem {
  @Override
  public String title() {
    return "mistake in line " + line;
  }
}
