package dev.heddle.internal.pool;

import dev.heddle.internal.jdk.Jdk;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What the JDK has once for the whole JVM, and every loop for itself. */
public final class Pools {
  private static final int FEW = 64;

  /** Made by the first who asks for it, on the loop's threads. */
  private @Nullable ForkJoinPool common;

  /**
   * By pool: the copy that serves this loop, because the pool was made elsewhere; or empty, as it
   * was made here, or cannot be copied. Not weak: such a map takes a lock that the collector's
   * thread may hold.
   */
  private final IdentityHashMap<ExecutorService, Optional<ExecutorService>> homes =
      new IdentityHashMap<>();

  /**
   * Pools that a class has made while it was initialised, in this loop: they are for all loops, and
   * so this one uses copies too, once the class is there.
   */
  private final Set<ExecutorService> ofClasses = Collections.newSetFromMap(new IdentityHashMap<>());

  /** By what a library keeps for the whole JVM: what this loop has in its place. */
  private final IdentityHashMap<Object, Object> owned = new IdentityHashMap<>();

  /** From which size on the map is rid of the loop's own pools that have ended. */
  private int crowded = FEW;

  /** Pools are asked for what they are themselves, not for what their copies are. */
  private boolean asksThemselves;

  /** How many numbers of each kind were given out. */
  private final Map<Object, Integer> numbers = new HashMap<>();

  /** The loop's common pool, whose workers are threads of the loop. */
  public ForkJoinPool common() {
    if (common == null) {
      common = Jdk.pools().newCommonPool();
    }
    return common;
  }

  /** A pool was made in this loop. */
  public void made(ExecutorService pool) {
    if (asksThemselves || !Jdk.classInitialisation().isRunning()) {
      remember(pool, Optional.empty());
    } else {
      ofClasses.add(pool);
    }
  }

  /**
   * The pool that serves this loop where the program names {@code pool}. A pool that was made in
   * another loop, or outside of any, as those in static fields are, has its own threads and tasks
   * there: here it begins without any.
   */
  public ExecutorService home(ExecutorService pool) {
    if (asksThemselves || pool == common) {
      return pool;
    }
    Optional<ExecutorService> home = homes.get(pool);
    if (home == null) {
      if (ofClasses.contains(pool) && Jdk.classInitialisation().isRunning()) {
        return pool;
      }
      if (pool instanceof ForkJoinPool forkJoin && Jdk.pools().isCommonPool(forkJoin)) {
        return common();
      }
      home = Jdk.virtualThreads().isDefaultScheduler(pool) ? Optional.empty() : copyOf(pool);
      remember(pool, home);
    }
    return home.orElse(pool);
  }

  /** What the loop has in place of {@code shared}, which the whole JVM has. */
  public Object own(Object shared, UnaryOperator<Object> copy) {
    Object own = owned.get(shared);
    if (own == null) {
      own = copy.apply(shared);
      owned.put(shared, own);
      owned.put(own, own);
    }
    return own;
  }

  private void remember(ExecutorService pool, Optional<ExecutorService> home) {
    homes.put(pool, home);
    if (homes.size() >= crowded && !asksThemselves) {
      asksThemselves = true;
      try {
        homes.entrySet().removeIf(e -> e.getValue().isEmpty() && e.getKey().isTerminated());
      } finally {
        asksThemselves = false;
      }
      crowded = Math.max(FEW, 2 * homes.size());
    }
  }

  /** Whether an executor is not this program's to shut down: it is for all loops, or a copy. */
  public boolean isFromElsewhere(Object executor) {
    return ofClasses.contains(executor)
        || homes.values().stream().anyMatch(home -> home.orElse(null) == executor);
  }

  /** How many pools it knows of. */
  public int known() {
    return homes.size();
  }

  private Optional<ExecutorService> copyOf(ExecutorService pool) {
    asksThemselves = true;
    try {
      return Optional.ofNullable(PoolCopy.of(pool));
    } finally {
      asksThemselves = false;
    }
  }

  /** Counts the threads, pools and timers that get a number for a name, each kind from 0. */
  public int nextNumber(Object kind) {
    return numbers.merge(kind, 1, Integer::sum) - 1;
  }
}
