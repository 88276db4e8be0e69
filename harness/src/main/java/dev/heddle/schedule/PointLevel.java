package dev.heddle.schedule;

import java.util.Locale;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * Which accesses of code under test are scheduling points, where another thread may go on. Each
 * level has those of the levels before it.
 */
@API(status = Status.EXPERIMENTAL)
public enum PointLevel {
  /** None: threads switch where they suspend, and nowhere else. */
  NONE,
  /** Monitors, locks and other synchronizers, and what is done to threads. */
  SYNC,
  /**
   * Also atomic variables, {@code VarHandle}s, volatile fields and thread-safe collections; and
   * each plain field, array or object of the JDK that is not thread-safe, as soon as two threads
   * have been seen to share it.
   */
  VOLATILE,
  /** Also every plain field and every element of an array. */
  ALL;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
