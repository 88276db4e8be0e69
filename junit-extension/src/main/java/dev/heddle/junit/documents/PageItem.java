package dev.heddle.junit.documents;

/** What becomes a test: a program of a document, what is given to programs, or a mistake. */
sealed interface PageItem permits Program, GivenDeclarations, Mistake {
  /** Where it begins in the document, from 1. */
  int line();

  /** What a reader of a report may know it by. */
  String title();
}
