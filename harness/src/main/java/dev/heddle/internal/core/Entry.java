package dev.heddle.internal.core;

import dev.heddle.schedule.Decision;
import org.jspecify.annotations.Nullable;

/** Something that the loop has ready to run: a callback, or a thread that can go on. */
public abstract class Entry {
  /** Runs it on the loop's carrier. */
  public abstract void run(EntryRunner runner);

  /** Who runs, for the trace and for the log of slow steps. */
  public abstract String label();

  /** Time has moved on past this while it was ready: that happens once to it, or runs never end. */
  boolean passedOver;

  /** How it spins, if it is a thread that has done so; null otherwise. */
  @Nullable SpinState spin() {
    return null;
  }

  // ---- what a policy sees -----------------------------------------------------------------

  abstract Decision.Kind kind();

  /** See {@link Decision#id}. */
  abstract long id();

  /** See {@link Decision#name}. */
  abstract String name();

  /** What it would do now. */
  InternalCallback.Effect effect() {
    return InternalCallback.Effect.ACTS;
  }

  /** Those of one owner other than null are told together. */
  @Nullable Object owner() {
    return null;
  }

  /** When it is first in line, nobody is asked. */
  final boolean isSilent() {
    return effect() != InternalCallback.Effect.ACTS;
  }
}
