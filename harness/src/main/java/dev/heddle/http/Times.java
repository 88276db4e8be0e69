package dev.heddle.http;

import java.time.Duration;

/** Checks of durations. */
final class Times {
  private Times() {}

  static Duration checked(String what, Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException(
          what + " must not be negative, and is " + duration + ": Duration.ZERO is none.");
    }
    return duration;
  }
}
