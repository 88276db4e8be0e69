package dev.heddle.internal.core;

import dev.heddle.schedule.Access;
import dev.heddle.schedule.Decision;
import org.jspecify.annotations.Nullable;

/** An entry of the ready queue: a callback, or a thread that can go on. */
public abstract class Entry {
  /** Runs it on the loop's carrier. */
  public abstract void run(EntryRunner runner);

  /** Who runs, for the trace and for the log of slow steps. */
  public abstract String label();

  /**
   * Time has moved past this entry while it was ready. That happens only once, so that runs end.
   */
  boolean passedOver;

  /** How a thread spins; null for one that never has, and for callbacks. */
  @Nullable SpinState spin() {
    return null;
  }

  // ---- what a policy sees -----------------------------------------------------------------

  abstract Decision.Kind kind();

  /** See {@link Decision#id}. */
  abstract long id();

  /** See {@link Decision#name}. */
  abstract String name();

  /** What it accesses first if it goes; null if that is not known. */
  @Nullable Access access() {
    return null;
  }

  /** What it would do now. */
  InternalCallback.Effect effect() {
    return InternalCallback.Effect.ACTS;
  }

  /**
   * Whether it belongs to the world of asyncio, where steps are never split: no other of these runs
   * while one of them is in the middle of a step.
   */
  abstract boolean isCooperative();

  /** What a callback of the harness belongs to: callbacks of one owner run together; or null. */
  @Nullable Object owner() {
    return null;
  }

  /** Whether it runs without asking the policy, once it is first in the queue. */
  final boolean isSilent() {
    return effect() != InternalCallback.Effect.ACTS;
  }
}
