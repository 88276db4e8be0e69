package dev.heddle.internal.monitor;

import dev.heddle.internal.core.AwaitedMonitor;
import dev.heddle.internal.core.ManagedThread;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** A monitor that threads wait to enter. */
final class ContendedMonitor implements AwaitedMonitor {
  final Object monitor;

  /** The threads that wait to enter it, first come first. */
  final Deque<ManagedThread> blocked = new ArrayDeque<>();

  /** The thread that holds it; null: nobody, or a thread outside of the loop. */
  @Nullable ManagedThread holder;

  /** Whether it may be free; then the threads that wait for it are in the ready queue. */
  private boolean mayBeFree;

  /** Whether the mounted thread held it when it last left its carrier. */
  boolean heldOnLeaving;

  ContendedMonitor(Object monitor) {
    this.monitor = monitor;
  }

  @Override
  public boolean mayBeFree() {
    return mayBeFree;
  }

  /** A thread may have left it: the threads that wait for it try to enter. */
  void open() {
    mayBeFree = true;
    holder = null;
    blocked.forEach(ManagedThread::tryMonitor);
  }

  /** A thread holds it: attempts that have not been made yet are dropped, as they would fail. */
  void close(@Nullable ManagedThread newHolder) {
    mayBeFree = false;
    holder = newHolder;
  }

  /** Whether a step of {@code managed} may have left it. */
  boolean concerns(ManagedThread managed) {
    return holder == null || holder == managed;
  }
}
