package dev.heddle.explore;

import dev.heddle.schedule.DecisionLog;

/**
 * Errors of the JVM, such as that it has no memory left, which say nothing of a schedule: they end
 * an exploration. A stack that is too deep is the program's own, as far as it repeats.
 */
final class VmErrors {
  private VmErrors() {}

  /** Throws what is such an error, with a word on the schedule that was running. */
  static void rethrow(Throwable thrown, DecisionLog log) {
    if (thrown instanceof VirtualMachineError error && !(thrown instanceof StackOverflowError)) {
      new ScheduleReport(
              "The exploration ended by this error of the JVM. It was running schedule "
                  + log.schedule())
          .attachTo(error);
      throw error;
    }
  }
}
