package dev.heddle.internal.diagnose;

import dev.heddle.internal.core.ManagedThread;
import java.util.ArrayList;
import java.util.List;

/** The threads that an uncaught exception has ended, in the order in which they died. */
public final class DeadThreads {
  /** The first ones show the reader enough. */
  private static final int KEPT = 10;

  private final List<ManagedThread> dead = new ArrayList<>();

  void add(ManagedThread managed) {
    if (dead.size() < KEPT) {
      dead.add(managed);
    }
  }

  List<ManagedThread> all() {
    return dead;
  }
}
