package dev.heddle.internal.monitor;

import dev.heddle.internal.core.ManagedThread;
import dev.heddle.internal.jdk.Jdk;
import dev.heddle.internal.jdk.ThreadSnapshot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks up, in the JDK, which monitors threads wait for and hold. */
public final class MonitorSight {
  private MonitorSight() {}

  /** What a blocked thread waits to enter; null if it is not known. */
  static @Nullable Object monitorOf(ManagedThread managed) {
    Object monitor = Jdk.snapshots().blockerOf(managed.thread);
    ThreadSnapshot snapshot = monitor == null ? Jdk.snapshots().of(managed.thread) : null;
    return snapshot == null ? monitor : monitorOf(managed, snapshot);
  }

  /** What a thread waits to enter, or waits on; null if it is not known. */
  public static @Nullable Object monitorOf(ManagedThread managed, ThreadSnapshot snapshot) {
    return isInWait(snapshot) ? managed.waitsOn : snapshot.blocker();
  }

  private static boolean isInWait(ThreadSnapshot snapshot) {
    List<StackTraceElement> stack = snapshot.stack();
    return !stack.isEmpty()
        && stack.get(0).getMethodName().equals("wait0")
        && stack.get(0).getClassName().equals("java.lang.Object");
  }

  /** To the JVM, a thread still holds what it has left by {@code Object.wait}. */
  static boolean holds(ManagedThread managed, ThreadSnapshot snapshot, Object monitor) {
    return snapshot.owned().stream().anyMatch(owned -> owned.monitor() == monitor)
        && !(managed.waitsOn == monitor && isInWait(snapshot));
  }
}
