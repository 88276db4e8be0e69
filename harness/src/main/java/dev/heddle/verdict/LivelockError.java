package dev.heddle.verdict;

import dev.heddle.trace.Repetition;
import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;

/**
 * A run does not end: it has taken as many steps as it may, virtual time has come to its limit, one
 * step loops, or what the main task has left goes on. The message shows the steps that repeat, or
 * names the threads that go on.
 */
@API(status = Status.EXPERIMENTAL)
public final class LivelockError extends VerdictError {
  private static final long serialVersionUID = 1L;

  private final transient @Nullable Repetition repetition;

  /**
   * An error with its whole message.
   *
   * @param remedy the setting that would let the run go on; null if none would
   */
  @API(status = Status.INTERNAL)
  public LivelockError(String message, @Nullable Remedy remedy, @Nullable Repetition repetition) {
    super(message, null, remedy);
    this.repetition = repetition;
  }

  /** The steps that repeat; empty if no repetition was seen. */
  public Optional<Repetition> repetition() {
    return Optional.ofNullable(repetition);
  }
}
