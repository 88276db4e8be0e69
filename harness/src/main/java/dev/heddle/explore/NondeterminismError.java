package dev.heddle.explore;

import dev.heddle.verdict.HeddleError;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;

/**
 * A program did different things in two runs of the same schedule, so that nothing can be said of
 * its schedules. The message has the first step that differed, and the likely cause.
 */
@API(status = Status.EXPERIMENTAL)
public final class NondeterminismError extends HeddleError {
  private static final long serialVersionUID = 1L;

  /** What differs, and the likely cause. */
  private final String difference;

  /** What to do about it, and in which schedule it differs. */
  private final String remedy;

  NondeterminismError(String difference, String remedy, @Nullable Throwable cause) {
    super("Not deterministic: " + difference + remedy, cause, null);
    this.difference = difference;
    this.remedy = remedy;
  }

  /** The same error, with more that is known of the cause. */
  NondeterminismError with(String sentences) {
    NondeterminismError told = new NondeterminismError(difference + sentences, remedy, getCause());
    told.setStackTrace(getStackTrace());
    return told;
  }
}
