package dev.heddle.junit.documents;

/**
 * A declaration or statement of a block.
 *
 * @param kind what it is
 * @param line the line of the document where it begins, from 1
 * @param column where it begins in that line, from 0
 * @param text it, with the comments and blanks before it
 * @param start where it begins in the text, behind comments and blanks
 */
record Snippet(Kind kind, int line, int column, String text, int start) {
  /** What a snippet is, as the compiler's parser has it. */
  enum Kind {
    /** An import. */
    IMPORT,
    /** A method with the name main. */
    MAIN,
    /** Another method, or a field that says that it is static, or a static initialiser. */
    MEMBER,
    /** A class, record, enum or interface. */
    TYPE,
    /** A variable, which may be a field or local. */
    VARIABLE,
    /** Anything else. */
    STATEMENT
  }

  /** The text without comments and blanks before it. */
  String code() {
    return text.substring(start);
  }

  /** The line of the document where the code begins, from 1. */
  int codeLine() {
    return line + (int) text.substring(0, start).chars().filter(c -> c == '\n').count();
  }

  /** Whether this has to be in a method, unless there is a method main. */
  boolean isStatement() {
    return kind == Kind.STATEMENT || kind == Kind.VARIABLE;
  }
}
