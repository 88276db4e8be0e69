package dev.heddle.internal.memory;

import dev.heddle.internal.core.ManagedThread;
import dev.heddle.internal.core.SpinDetector;
import dev.heddle.internal.site.Site;
import org.jspecify.annotations.Nullable;

/**
 * Whether the running thread does the same again and again, in a step that does not end: then
 * another one has to go, as on a machine that is fair. Follows one access, and counts how often the
 * thread comes back to it without having written anything else.
 */
final class Spin {
  /** How often a thread may read the same. */
  private static final int READS = SpinDetector.FREE_ROUNDS;

  /** How often it may do the same that is more than to read, as an exchange that fails is. */
  private static final int UPDATES = 10 * READS;

  /** If the access that is followed does not come back for so long, another one is followed. */
  private static final int LONGEST_ROUND = 64;

  private @Nullable ManagedThread thread;

  private int site;

  private @Nullable Object target;

  private int index;

  /** How often the access came back. */
  private int rounds;

  /** How many others came in between. */
  private int others;

  /** The running thread is about to access something; whether it spins. */
  boolean at(ManagedThread self, @Nullable Object object, int element, Site next) {
    if (thread == self && next.id == site && object == target && element == index) {
      others = 0;
      if (++rounds < (next.kind.writes() ? UPDATES : READS)) {
        return false;
      }
      rounds = 0;
      return true;
    }
    if (thread != self || ++others > LONGEST_ROUND || isProgress(next)) {
      follow(self, object, element, next.id);
    }
    return false;
  }

  /** Writes a field or an element, which a thread that only waits does not. */
  private static boolean isProgress(Site next) {
    return next.kind.writes() && !next.kind.reads();
  }

  private void follow(ManagedThread self, @Nullable Object object, int element, int newSite) {
    thread = self;
    site = newSite;
    target = object;
    index = element;
    rounds = 0;
    others = 0;
  }

  /** Another thread goes. */
  void end() {
    thread = null;
    target = null;
  }
}
