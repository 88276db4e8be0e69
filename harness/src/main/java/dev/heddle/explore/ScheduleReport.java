package dev.heddle.explore;

import java.util.Arrays;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * What is known of the schedule that a program failed under, which its exception carries among its
 * suppressed ones. Never thrown, and so without a stack.
 */
@API(status = Status.EXPERIMENTAL)
public final class ScheduleReport extends Exception {
  private static final long serialVersionUID = 1L;

  ScheduleReport(String text) {
    super(text, null, false, false);
  }

  /** Attaches the report of a failure to what it threw, unless one is there. */
  @API(status = Status.INTERNAL)
  public static void attach(Failure failure, String replayLine) {
    new ScheduleReport(failure.report() + replayLine).attachTo(failure.thrown());
  }

  /** Attaches this to what was thrown, unless one is there. */
  void attachTo(Throwable thrown) {
    if (Arrays.stream(thrown.getSuppressed()).noneMatch(ScheduleReport.class::isInstance)) {
      thrown.addSuppressed(this);
    }
  }
}
