package dev.heddle.internal.monitor;

import dev.heddle.internal.core.Entrance;
import dev.heddle.internal.core.ManagedThread;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** A monitor that somebody waits to enter. */
final class Contended implements Entrance {
  final Object monitor;

  /** Who waits to enter it, first come first. */
  final Deque<ManagedThread> blocked = new ArrayDeque<>();

  /** Who holds it; null: nobody, or a thread outside of the loop. */
  @Nullable ManagedThread holder;

  /** It may be free: who waits for it may try, and is in the ready queue. */
  private boolean open;

  /** Whether the mounted thread held it when it last left its carrier. */
  boolean heldOnLeaving;

  Contended(Object monitor) {
    this.monitor = monitor;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  /** Somebody may have left it. */
  void open() {
    open = true;
    holder = null;
    blocked.forEach(ManagedThread::tryMonitor);
  }

  /** Somebody holds it: tries would fail, so those that are still to come are taken back. */
  void close(@Nullable ManagedThread newHolder) {
    open = false;
    holder = newHolder;
  }

  /** Whether a step of {@code strand} may have left it. */
  boolean concerns(ManagedThread strand) {
    return holder == null || holder == strand;
  }
}
