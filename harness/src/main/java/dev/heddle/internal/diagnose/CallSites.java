package dev.heddle.internal.diagnose;

import dev.heddle.internal.hook.HookCopies;
import dev.heddle.internal.hook.WeakIdentityMap;
import dev.heddle.internal.source.Frames;
import org.jspecify.annotations.Nullable;

/**
 * The lines of the program that have taken locks, and made executors and futures, for reports; if
 * the loop keeps call sites. The loop's own threads write it, one at a time.
 */
public final class CallSites {
  private static final int NOTED = 10_000;

  /** By the synchronizer of a lock that is held, by executor, or by future. */
  private final WeakIdentityMap<StackWalker.StackFrame> places = new WeakIdentityMap<>();

  /** Whether the loop keeps call sites. */
  private final boolean kept;

  /** How many more are noted: to look at the stack costs too much to be done for ever. */
  private int left = NOTED;

  /** The stack is being looked at, which may take locks itself. */
  private boolean looking;

  public CallSites(boolean kept) {
    this.kept = kept;
    if (kept) {
      HookCopies.keepOrigins();
    }
  }

  /** The calling code has taken a lock, or made an executor or a future. */
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

  /** A lock was released. */
  public void forget(Object thing) {
    if (kept) {
      places.remove(thing);
    }
  }

  /** The line; null if it is not known. */
  @Nullable StackTraceElement of(Object thing) {
    StackWalker.StackFrame place = places.get(thing);
    return place == null ? null : place.toStackTraceElement();
  }
}
