package dev.heddle.internal.diagnose;

import dev.heddle.internal.core.ManagedThread;
import dev.heddle.internal.diagnose.ThreadWait.Held;
import dev.heddle.internal.diagnose.ThreadWait.Target;
import dev.heddle.internal.diagnose.ThreadWait.Thing;
import dev.heddle.internal.diagnose.ThreadWait.Waker;
import dev.heddle.internal.jdk.Jdk;
import dev.heddle.internal.jdk.OwnedMonitor;
import dev.heddle.internal.jdk.ThreadSnapshot;
import dev.heddle.internal.jdk.ThreadState;
import dev.heddle.internal.monitor.MonitorSight;
import dev.heddle.internal.site.Site;
import dev.heddle.internal.source.Frames;
import dev.heddle.internal.source.KindNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Analyzes waits for monitors, and in them. */
final class MonitorWaits {
  private final ThreadSnapshots snapshots;

  MonitorWaits(ThreadSnapshots snapshots) {
    this.snapshots = snapshots;
  }

  /** Waits to enter a monitor. */
  ThreadWait entering(ManagedThread managed, ThreadSnapshot snapshot) {
    Object monitor = MonitorSight.monitorOf(managed, snapshot);
    if (monitor == null) {
      Target target = Target.words(KindNames.ENTERS_MONITOR + "an unknown object");
      return new ThreadWait(managed, snapshot.stack(), target, null);
    }
    Thing thing = Thing.of(monitor);
    List<Waker> wakers = new ArrayList<>();
    Waker holder = holderOf(thing, managed);
    if (holder != null) {
      wakers.add(holder);
    }
    String note = wakers.isEmpty() ? "its holder" + ThreadWait.UNKNOWN : null;
    Target target = Target.of(KindNames.ENTERS_MONITOR, thing);
    return ThreadWait.forAll(managed, snapshot.stack(), target, note, wakers);
  }

  /**
   * The holder of a monitor, with the line that took it; or the method, if code does not tell: its
   * frame no longer has that line.
   */
  private @Nullable Waker holderOf(Thing monitor, ManagedThread except) {
    for (Map.Entry<ManagedThread, ThreadSnapshot> other : snapshots.all().entrySet()) {
      ThreadSnapshot snapshot = other.getValue();
      StackTraceElement frame = frameOwning(snapshot, monitor.object());
      if (frame != null
          && other.getKey() != except
          && !isReleased(other.getKey(), snapshot, monitor)) {
        ManagedThread holder = other.getKey();
        Object where = holder.taken == null ? null : holder.taken.where(monitor.object());
        String taken =
            where instanceof Site site
                ? " (taken at " + site.line + ")"
                : " (taken in " + Frames.methodOf(frame) + ")";
        return new Waker(holder, holder.label(), new Held("the monitor of ", monitor, taken));
      }
    }
    return null;
  }

  /** The outermost frame that owns a monitor: the one that took it first. */
  private static @Nullable StackTraceElement frameOwning(ThreadSnapshot snapshot, Object monitor) {
    StackTraceElement frame = null;
    for (OwnedMonitor owned : snapshot.owned()) {
      if (owned.monitor() == monitor) {
        frame = owned.where();
      }
    }
    return frame;
  }

  /** Frames own the monitor that {@code Object.wait} has released, too. */
  private static boolean isReleased(ManagedThread managed, ThreadSnapshot snapshot, Thing monitor) {
    return isInObjectWait(snapshot.stack())
        && Jdk.virtualThreads().stateOf(managed.thread) != ThreadState.ON
        && MonitorSight.monitorOf(managed, snapshot) == monitor.object();
  }

  private static boolean isInObjectWait(List<StackTraceElement> stack) {
    return !stack.isEmpty()
        && stack.get(0).getClassName().equals("java.lang.Object")
        && stack.get(0).getMethodName().startsWith("wait");
  }

  /** Is in {@code Object.wait}. */
  ThreadWait waiting(ManagedThread managed, ThreadSnapshot snapshot) {
    List<StackTraceElement> stack = snapshot.stack();
    if (Stacks.has(stack, "java.util.TimerThread", "mainLoop")) {
      return new ThreadWait(
          managed, stack, Target.words(ThreadWait.IDLE + ", as the thread of Timer"), null);
    }
    Object object = MonitorSight.monitorOf(managed, snapshot);
    if (object instanceof Thread thread && Stacks.has(stack, "java.lang.Thread", "join")) {
      Target target = Target.words("waits for thread " + snapshots.threadName(thread) + " to end");
      return ThreadWait.forAll(
          managed, stack, target, null, List.of(snapshots.waker(thread, null)));
    }
    Target target =
        object == null
            ? Target.words("is in Object.wait on an unknown object")
            : Target.of("is in Object.wait on ", Thing.of(object));
    return new ThreadWait(managed, stack, target, "who is to notify it" + ThreadWait.UNKNOWN);
  }
}
