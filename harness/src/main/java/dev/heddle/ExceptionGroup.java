package dev.heddle;

import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/** The exceptions of the tasks of a {@link TaskGroup}, in the order in which they failed. */
@API(status = Status.EXPERIMENTAL)
public final class ExceptionGroup extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Throwable> exceptions;

  ExceptionGroup(List<Throwable> exceptions) {
    super(
        "unhandled errors in a TaskGroup ("
            + exceptions.size()
            + (exceptions.size() == 1 ? " sub-exception)" : " sub-exceptions)"));
    this.exceptions = List.copyOf(exceptions);
    this.exceptions.forEach(this::addSuppressed);
  }

  /** The exceptions themselves; the last may be the one of the group's own block. */
  public List<Throwable> exceptions() {
    return exceptions;
  }
}
