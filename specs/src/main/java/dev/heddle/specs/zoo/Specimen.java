package dev.heddle.specs.zoo;

import dev.heddle.Loop;
import dev.heddle.schedule.PointLevel;
import java.util.OptionalInt;

/**
 * A program with one bug, and the same program without it. Each run makes all its state anew.
 *
 * <p>Threads switch only where they suspend. Where a bug needs a switch between two operations that
 * do not, the program has a {@code Thread.yield()} there and says so.
 */
public interface Specimen {
  /** What it is called: its class. */
  default String name() {
    return getClass().getSimpleName();
  }

  /** What is wrong, in a few words. */
  String bug();

  /** Fails in some order, by an exception or a deadlock; not in the documented one. */
  void buggy(Loop loop) throws Exception;

  /** Passes in every order. */
  void mended(Loop loop) throws Exception;

  /** Where threads may switch besides where they suspend: nowhere, in the zoo. */
  default PointLevel points() {
    return PointLevel.NONE;
  }

  /** Whether the bug needs a machine so slow that timers overtake what is ready. */
  default boolean earlyTimeouts() {
    return false;
  }

  /**
   * Within how many deviations the mended form is searched, because all its schedules would take
   * too long; empty if all are run.
   */
  default OptionalInt bound() {
    return OptionalInt.empty();
  }
}
