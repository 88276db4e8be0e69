package dev.heddle;

import dev.heddle.internal.core.TimerEntry;
import java.time.Duration;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/** A callback that the loop will run at a virtual time. */
@API(status = Status.EXPERIMENTAL)
public final class TimerHandle extends Handle implements Comparable<TimerHandle> {
  private final TimerEntry entry;

  TimerHandle(TimerEntry entry) {
    super(entry);
    this.entry = entry;
  }

  /** The virtual time, since the loop's start, at which the callback is due. */
  public Duration when() {
    return Duration.ofNanos(entry.deadline);
  }

  /** By deadline, then by creation. */
  @Override
  public int compareTo(TimerHandle other) {
    return entry.compareTo(other.entry);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TimerHandle timer && timer.entry == entry;
  }

  @Override
  public int hashCode() {
    return entry.hashCode();
  }
}
