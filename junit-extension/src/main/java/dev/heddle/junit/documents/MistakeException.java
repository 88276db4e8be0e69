package dev.heddle.junit.documents;

/** Brings a mistake of a document to who reports it. */
final class MistakeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Mistake mistake;

  MistakeException(Mistake mistake) {
    super(mistake.message(), null, false, false);
    this.mistake = mistake;
  }

  Mistake mistake() {
    return mistake;
  }
}
