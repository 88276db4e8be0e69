package dev.heddle.testing;

import dev.heddle.Loop;
import dev.heddle.trace.Trace;
import java.util.Arrays;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;

/**
 * The last steps of a test's loop, which its exception carries among its suppressed ones: a table
 * of virtual time, task, and what it did. Never thrown, and so without a stack.
 */
@API(status = Status.EXPERIMENTAL)
public final class HeddleReport extends Exception {
  private static final long serialVersionUID = 1L;

  private HeddleReport(Trace lastSteps, String more) {
    super("the last steps in virtual time\n" + lastSteps + more, null, false, false);
  }

  /** The last steps of a loop; null if there are none to show. */
  @API(status = Status.INTERNAL)
  public static @Nullable HeddleReport of(Loop loop, int steps) {
    try {
      Trace lastSteps = loop.trace().last(steps);
      return lastSteps.steps().isEmpty() ? null : new HeddleReport(lastSteps, outside(loop));
    } catch (RuntimeException e) {
      return null; // the loop was given up, and still writes while this reads
    }
  }

  private static String outside(Loop loop) {
    return loop.waitedOutside()
        .map(
            first ->
                "This run need not repeat, as it depended on what is outside of the loop (first: "
                    + first
                    + ").\n")
        .orElse("");
  }

  /** Attaches the last steps of a loop to what was thrown in it: for the engine of documents. */
  @API(status = Status.INTERNAL)
  public static void attach(Loop loop, int steps, Throwable thrown) {
    HeddleReport report = of(loop, steps);
    if (report != null) {
      report.attachTo(thrown);
    }
  }

  /** Attaches this to what a test has thrown, unless one is there. */
  @API(status = Status.INTERNAL)
  public void attachTo(Throwable thrown) {
    if (Arrays.stream(thrown.getSuppressed()).noneMatch(HeddleReport.class::isInstance)) {
      thrown.addSuppressed(this);
    }
  }
}
