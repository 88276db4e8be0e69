package dev.heddle.internal.hook;

/** Is told of the initialisers of classes under test, on the threads that run them. */
public interface InitialiserListener {
  /** The initialiser of a class begins. */
  void begins(Class<?> type);

  /** It has ended, and has not thrown. */
  void ended(Class<?> type);
}
