package dev.heddle.specs.races;

/** A program with one race, and the same program without it. Each run makes all its state anew. */
public interface Race {
  /** What it is called: its class. */
  default String name() {
    return getClass().getSimpleName();
  }

  /** What is wrong, in a few words. */
  String bug();

  /** The least level at which an interleaving shows the bug. */
  Level level();

  /**
   * Fails in some interleaving, by an exception or a deadlock; not if its threads run one after the
   * other.
   */
  void buggy() throws Exception;

  /** Passes in every interleaving. */
  void mended() throws Exception;
}
