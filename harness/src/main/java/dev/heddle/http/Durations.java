package dev.heddle.http;

import java.time.Duration;

/** Checks of durations. */
final class Durations {
  private Durations() {}

  static Duration requireNotNegative(String what, Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException(
          what + " must not be negative, and is " + duration + ". Duration.ZERO means none.");
    }
    return duration;
  }
}
