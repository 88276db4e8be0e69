package dev.heddle.internal.monitor;

import dev.heddle.internal.core.ManagedThread;
import dev.heddle.internal.jdk.Jdk;
import dev.heddle.internal.jdk.ThreadSnapshot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the JDK shows of the monitors that threads wait for and hold. */
public final class MonitorSight {
  private MonitorSight() {}

  /** What a blocked thread waits to enter; null if it is not known. */
  static @Nullable Object monitorOf(ManagedThread strand) {
    Object monitor = Jdk.snapshots().blockerOf(strand.thread);
    ThreadSnapshot snapshot = monitor == null ? Jdk.snapshots().of(strand.thread) : null;
    return snapshot == null ? monitor : monitorOf(strand, snapshot);
  }

  /** What a thread waits to enter, or waits on; null if it is not known. */
  public static @Nullable Object monitorOf(ManagedThread strand, ThreadSnapshot snapshot) {
    return isInWait(snapshot) ? strand.waitsOn : snapshot.blocker();
  }

  private static boolean isInWait(ThreadSnapshot snapshot) {
    List<StackTraceElement> stack = snapshot.stack();
    return !stack.isEmpty()
        && stack.get(0).getMethodName().equals("wait0")
        && stack.get(0).getClassName().equals("java.lang.Object");
  }

  /** To the JVM, a thread still holds what it has left by {@code Object.wait}. */
  static boolean holds(ManagedThread strand, ThreadSnapshot snapshot, Object monitor) {
    return snapshot.owned().stream().anyMatch(owned -> owned.monitor() == monitor)
        && !(strand.waitsOn == monitor && isInWait(snapshot));
  }
}
