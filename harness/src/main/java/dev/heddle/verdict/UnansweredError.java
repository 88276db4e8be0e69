package dev.heddle.verdict;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * Recorded answers are replayed, and the program asks outside of the loop for one that was not
 * recorded. The message says what it asks, and which answers there are.
 */
@API(status = Status.EXPERIMENTAL)
public final class UnansweredError extends VerdictError {
  private static final long serialVersionUID = 1L;

  public UnansweredError(String question, int n, String known) {
    super(
        "No answer is recorded for what the program asks outside of the loop: ["
            + question
            + "]"
            + (n == 0 ? "" : ", time " + (n + 1))
            + ". "
            + known
            + ". If the program is right to ask this, delete the file to ask everything anew.",
        null,
        null);
  }
}
