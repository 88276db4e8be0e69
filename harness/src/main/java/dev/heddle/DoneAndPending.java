package dev.heddle;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * The result of {@link Tasks#waitUntil}; both sets are in the order of the arguments.
 *
 * @param done the futures that were done
 * @param pending the others
 * @param <F> the type of the futures
 */
@API(status = Status.EXPERIMENTAL)
public record DoneAndPending<F extends LoopFuture<?>>(Set<F> done, Set<F> pending) {
  /** Copies both sets. */
  public DoneAndPending {
    done = Collections.unmodifiableSet(new LinkedHashSet<>(done));
    pending = Collections.unmodifiableSet(new LinkedHashSet<>(pending));
  }
}
