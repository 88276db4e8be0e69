package dev.heddle.verdict;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;

/**
 * The loop's own verdict on a run, as opposed to an exception of the program. An {@link Error}, so
 * that a program's {@code catch (Exception e)} does not swallow it. If something else does, such as
 * an executor, the run ends with it all the same. The first verdict of a run stands.
 *
 * <p>After it, what is left may clean up for at most 10,000 steps and an hour of virtual time. No
 * policy decides in what order, and that part of the run is neither traced nor reported.
 */
@API(status = Status.EXPERIMENTAL)
public abstract class VerdictError extends HeddleError {
  private static final long serialVersionUID = 1L;

  VerdictError(String message, @Nullable Throwable cause, @Nullable Remedy remedy) {
    super(message, cause, remedy);
  }
}
