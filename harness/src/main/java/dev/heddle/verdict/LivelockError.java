package dev.heddle.verdict;

import dev.heddle.trace.Repetition;
import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;

/**
 * A run goes on and on: it has taken as many steps as it may, virtual time has come to its limit,
 * one step goes round in circles, or what the main task has left does not end. The message shows
 * the steps that repeat, or names who goes on.
 */
@API(status = Status.EXPERIMENTAL)
public final class LivelockError extends VerdictError {
  private static final long serialVersionUID = 1L;

  private final transient @Nullable Repetition repetition;

  /** An error with its whole message. */
  public LivelockError(String message, @Nullable Repetition repetition) {
    super(message, null);
    this.repetition = repetition;
  }

  /** The steps that repeat; empty if no repetition was seen. */
  public Optional<Repetition> repetition() {
    return Optional.ofNullable(repetition);
  }
}
