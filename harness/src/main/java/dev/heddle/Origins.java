package dev.heddle;

import dev.heddle.internal.Jdk;
import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Where in the program locks were taken and executors made, for reports; as far as the loop keeps
 * call sites. The loop's own threads write it, one at a time.
 */
final class Origins {
  /** By the lock's synchronizer, as long as it is held, or by the executor. */
  private final IdentityHashMap<Object, StackTraceElement> places = new IdentityHashMap<>();

  private final boolean kept;

  /** To look at the stack may take locks too. */
  private boolean looking;

  Origins(boolean kept) {
    this.kept = kept;
    if (kept) {
      Jdk.keepOrigins();
    }
  }

  /** Something was taken or made by the caller. */
  void note(Object thing) {
    if (!kept || looking) {
      return;
    }
    looking = true;
    try {
      StackTraceElement caller = Frames.caller();
      if (caller != null) {
        places.put(thing, caller);
      }
    } finally {
      looking = false;
    }
  }

  /** A lock was given back. */
  void forget(Object thing) {
    if (kept) {
      places.remove(thing);
    }
  }

  /** Where that was; null if it is not known. */
  @Nullable StackTraceElement of(Object thing) {
    return places.get(thing);
  }
}
