package dev.heddle.internal.core;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The monitors that a thread has taken in code that tells of it. Code tells before it enters a
 * monitor, and when it has entered one, and not when it leaves it; so the thread looks which of
 * them it still holds, before it may have to wait. Used on the thread, and while it stands still.
 */
public final class TakenMonitors {
  /** So many may have been left before the list is looked through. */
  private static final int MOST_LEFT = 16;

  private record Taken(Object monitor, Object where) {}

  private final List<Taken> all = new ArrayList<>(2);

  /**
   * The one that it is about to enter, or waits to enter; null: there is none, or it is unknown.
   */
  private @Nullable Taken next;

  /**
   * The one that {@code Object.wait} has released, and takes again by itself; null: there is none.
   */
  private @Nullable Taken released;

  /** Whether it may have left some of them since it looked. */
  private boolean isStale;

  // ---- on the thread ------------------------------------------------------------------------

  /**
   * It is about to enter a monitor, and tells by {@link #entered} when it has.
   *
   * @param where the place in the program, for reports
   */
  public void entering(Object monitor, Object where) {
    look(null);
    next = new Taken(monitor, where);
  }

  /** It is about to do something else than to enter a monitor that it has told of. */
  public void entersNone() {
    next = null;
  }

  /** It has entered the monitor of {@link #entering}, if it has told. */
  public void entered() {
    if (next != null) {
      if (all.size() > MOST_LEFT) {
        look(null);
      }
      all.add(next);
      next = null;
    }
  }

  /**
   * It is about to leave its carrier: looks which of the monitors it holds.
   *
   * @param wait the one that it leaves by {@code Object.wait}; null if it does not
   */
  public void look(@Nullable Object wait) {
    if (released != null && released.monitor != wait) {
      all.add(released); // it has it again, or has left it since
      released = null;
    }
    for (int i = all.size() - 1; i >= 0; i--) {
      Taken taken = all.get(i);
      if (taken.monitor == wait) {
        released = taken;
        all.remove(i);
      } else if (!Thread.holdsLock(taken.monitor)) {
        all.remove(i);
      }
    }
    isStale = false;
  }

  // ---- while it stands still ----------------------------------------------------------------

  /** It has had to wait for something that it has not told of: what it holds is not known. */
  public void waitsForAnother() {
    isStale = true;
  }

  /** The monitor that it waits to enter, if it has told of it. */
  public @Nullable Object entering() {
    return next == null ? null : next.monitor;
  }

  /** Whether it is known to hold a monitor; it may hold others, too. */
  public boolean holds(Object monitor) {
    return !isStale && find(monitor) != null;
  }

  /** Where it has taken a monitor that it holds; null if it has not told of it. */
  public @Nullable Object where(Object monitor) {
    Taken taken = find(monitor);
    return taken == null ? null : taken.where;
  }

  private @Nullable Taken find(Object monitor) {
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).monitor == monitor) {
        return all.get(i);
      }
    }
    return null;
  }
}
