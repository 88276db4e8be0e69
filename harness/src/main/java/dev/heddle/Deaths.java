package dev.heddle;

import java.util.ArrayList;
import java.util.List;

/** The threads that an exception has ended, in the order in which they died. */
final class Deaths {
  /** The first ones tell enough. */
  private static final int KEPT = 10;

  private final List<Strand> dead = new ArrayList<>();

  void add(Strand strand) {
    if (dead.size() < KEPT) {
      dead.add(strand);
    }
  }

  List<Strand> all() {
    return dead;
  }
}
