package dev.heddle;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/** A run took more steps than it may: it goes round in circles, or needs a larger bound. */
@API(status = Status.EXPERIMENTAL)
public final class LivelockError extends VerdictError {
  private static final long serialVersionUID = 1L;

  LivelockError(long steps) {
    super(
        "Livelock: the run has taken "
            + steps
            + " steps and has not ended. Look in its last steps for what repeats; a run that is"
            + " really that long needs a larger bound on its steps.",
        null);
  }
}
