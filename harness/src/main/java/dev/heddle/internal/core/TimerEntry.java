package dev.heddle.internal.core;

import dev.heddle.schedule.Decision;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** A callback that the loop will run at a virtual time. */
public final class TimerEntry extends CallbackEntry implements Comparable<TimerEntry> {
  /** Virtual nanoseconds since the loop's start. */
  public final long deadline;

  /** Ties go by creation: a later timer has a greater number. */
  private final long sequence;

  /** The heap that it waits in until it is due; told when it is cancelled. */
  private final Timers timers;

  /** Makes this timer superfluous once it is done; null: nothing does. */
  private final @Nullable Future<?> task;

  TimerEntry(
      Timers timers,
      long deadline,
      long sequence,
      Runnable callback,
      @Nullable InternalCallback internal,
      @Nullable Future<?> task) {
    super(callback, internal, -1 - 2 * sequence);
    this.task = task;
    this.timers = timers;
    this.deadline = deadline;
    this.sequence = sequence;
  }

  @Override
  public boolean isCancelled() {
    return super.isCancelled() || (task != null && task.isDone());
  }

  @Override
  Decision.Kind kind() {
    return Decision.Kind.TIMER;
  }

  @Override
  String name() {
    return "timer";
  }

  @Override
  public void cancel() {
    if (!super.isCancelled()) {
      super.cancel();
      timers.cancelled();
    }
  }

  /** By deadline, then by creation. */
  @Override
  public int compareTo(TimerEntry other) {
    int byDeadline = Long.compare(deadline, other.deadline);
    return byDeadline != 0 ? byDeadline : Long.compare(sequence, other.sequence);
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(sequence);
  }
}
