package dev.heddle.explore;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
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

  private static final Logger LOGGER = System.getLogger("dev.heddle");

  ScheduleReport(String text) {
    super(text, null, false, false);
  }

  /** Attaches the report of a failure to what it threw, unless one is there. */
  @API(status = Status.INTERNAL)
  public static void attach(Failure failure, String replayLine) {
    new ScheduleReport(failure.report() + replayLine).attachTo(failure.thrown());
  }

  /**
   * Attaches this to what was thrown, unless one is there. It is logged if nothing can be attached:
   * to exceptions that are made so, and to those that the JVM throws again and again from code that
   * it has compiled.
   */
  void attachTo(Throwable thrown) {
    if (isOn(thrown)) {
      return;
    }
    thrown.addSuppressed(this);
    if (!isOn(thrown)) {
      LOGGER.log(
          Level.ERROR,
          thrown
              + " cannot carry its report, which follows. If it has no stack trace, the JVM has"
              + " thrown it from compiled code: with -XX:-OmitStackTraceInFastThrow, such exceptions"
              + " carry reports.\n"
              + getMessage());
    }
  }

  private static boolean isOn(Throwable thrown) {
    return Arrays.stream(thrown.getSuppressed()).anyMatch(ScheduleReport.class::isInstance);
  }
}
