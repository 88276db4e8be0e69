package dev.heddle.verdict;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * Recorded answers are to be replayed, and the program asks outside of the loop for one that is not
 * among them: the message says what it asks, and what there is.
 */
@API(status = Status.EXPERIMENTAL)
public final class UnansweredError extends VerdictError {
  private static final long serialVersionUID = 1L;

  public UnansweredError(String question, int n, String known) {
    super(
        "Nothing is recorded for what the program asks outside of the loop: ["
            + question
            + "]"
            + (n == 0 ? "" : ", time " + (n + 1))
            + ". "
            + known
            + ". If the program is right to ask, delete the file to ask everything anew.",
        null);
  }
}
