package dev.heddle.internal.diagnose;

import dev.heddle.internal.Jdk;
import dev.heddle.internal.WeakIdentityMap;
import dev.heddle.internal.source.Frames;
import org.jspecify.annotations.Nullable;

/**
 * Where in the program locks were taken, and executors and futures made, for reports; as far as the
 * loop keeps call sites. The loop's own threads write it, one at a time.
 */
public final class CallSites {
  private static final int NOTED = 10_000;

  /** By the lock's synchronizer, as long as it is held, by the executor, or by the future. */
  private final WeakIdentityMap<StackWalker.StackFrame> places = new WeakIdentityMap<>();

  /** Whether the loop keeps call sites. */
  private final boolean kept;

  /** How many more things are noted: looking at the stack costs too much to be done for ever. */
  private int left = NOTED;

  /** To look at the stack may take locks too. */
  private boolean looking;

  public CallSites(boolean kept) {
    this.kept = kept;
    if (kept) {
      Jdk.keepOrigins();
    }
  }

  /** Something was taken or made by the caller. */
  public void note(Object thing) {
    if (!kept || looking || left == 0) {
      return;
    }
    left--;
    looking = true;
    try {
      StackWalker.StackFrame caller = Frames.callerFrame();
      if (caller != null) {
        places.put(thing, caller);
      }
    } finally {
      looking = false;
    }
  }

  /** A lock was given back. */
  public void forget(Object thing) {
    if (kept) {
      places.remove(thing);
    }
  }

  /** Where that was; null if it is not known. */
  @Nullable StackTraceElement of(Object thing) {
    StackWalker.StackFrame place = places.get(thing);
    return place == null ? null : place.toStackTraceElement();
  }
}
