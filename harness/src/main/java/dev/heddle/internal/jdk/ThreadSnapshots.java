package dev.heddle.internal.jdk;

import org.jspecify.annotations.Nullable;

/** Looks at threads that stand still. */
public interface ThreadSnapshots {
  /** Looks at a thread that stands still; null if it has ended. */
  @Nullable ThreadSnapshot of(Thread thread);

  /** What a thread that stands still waits for, as in {@link #of}, at less cost. */
  @Nullable Object blockerOf(Thread thread);

  /** The thread that holds a lock of java.util.concurrent exclusively; null if not known. */
  @Nullable Thread ownerOf(Object synchronizer);
}
