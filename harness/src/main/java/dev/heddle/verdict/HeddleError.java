package dev.heddle.verdict;

import java.util.Optional;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;

/**
 * The root of all errors by which Heddle fails a run or a search: what a loop has come to ({@link
 * VerdictError}, {@link ExitError}), what a test has left ({@link ProblemsError}), and what a
 * search has found out ({@code IncompleteError}, {@code NondeterminismError}, {@code
 * OutcomesError}). An {@link AssertionError}, as what a test framework takes for a failure.
 *
 * <p>Not among them is what asyncio or the JDK has a type for, and what Heddle throws to who has
 * called it wrongly:
 *
 * <ul>
 *   <li>{@code InvalidStateException} and {@code ExceptionGroup}, {@link
 *       java.util.concurrent.CancellationException} and {@link
 *       java.util.concurrent.TimeoutException}, which belong to asyncio's API;
 *   <li>{@link IllegalArgumentException} and {@link IllegalStateException}, and their subclasses
 *       {@code BadTokenException} and {@code DivergedException};
 *   <li>{@code UnsupportedJvmException}, an {@link IllegalStateException}: this JVM cannot run a
 *       loop at all.
 * </ul>
 */
@API(status = Status.EXPERIMENTAL)
public abstract class HeddleError extends AssertionError {
  private static final long serialVersionUID = 1L;

  private final transient @Nullable Remedy remedy;

  /** Lines that were added to the message. */
  private String notes = "";

  /** An error whose cause may be set later. */
  @API(status = Status.INTERNAL)
  protected HeddleError(String message, @Nullable Remedy remedy) {
    super(message);
    this.remedy = remedy;
  }

  /** An error with this cause, or with none. */
  @API(status = Status.INTERNAL)
  protected HeddleError(String message, @Nullable Throwable cause, @Nullable Remedy remedy) {
    super(message, cause);
    this.remedy = remedy;
  }

  /** The setting by which the run could go on; empty if there is none. */
  public final Optional<Remedy> remedy() {
    return Optional.ofNullable(remedy);
  }

  /**
   * Adds a line to the message, unless it is there: what the framework that shows this error knows
   * of it.
   */
  public final void addNote(String line) {
    if (!notes.contains("\n" + line)) {
      notes += "\n" + line;
    }
  }

  @Override
  public String getMessage() {
    return super.getMessage() + notes;
  }
}
