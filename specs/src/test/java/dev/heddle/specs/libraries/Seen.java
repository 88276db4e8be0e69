package dev.heddle.specs.libraries;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** What the programs write into their logs, and what the tests read there. */
final class Seen {
  private static final Instant START = Instant.parse("2000-01-01T00:00:00Z");

  private Seen() {}

  /** Logs that something happens now. */
  static void at(List<String> log, String what) {
    log.add(Duration.between(START, Instant.now()) + " " + what);
  }

  /** Logs that something happens now, to the nearest second. */
  static void around(List<String> log, String what) {
    Duration time = Duration.between(START, Instant.now());
    log.add(time.plusMillis(500).truncatedTo(ChronoUnit.SECONDS) + " " + what);
  }

  /** Says where something happens: on the calling thread. */
  static String on(String what) {
    return what + " on " + Thread.currentThread().getName();
  }

  /** Runs a program inside the test, and returns its log. */
  static List<String> by(Program.Body program) throws Exception {
    List<String> log = new ArrayList<>();
    program.run(log);
    return log;
  }
}
