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

/** Gives each loop its own of what the JDK has once for the whole JVM, such as the common pool. */
public final class Pools {
  private static final int FEW = 64;

  /** Null until it is used first, on the loop's threads. */
  private @Nullable ForkJoinPool common;

  /**
   * By pool: the copy that this loop uses, if the pool was made elsewhere; empty if it was made
   * here, or cannot be copied. Not weak: such a map takes a lock that the collector may hold.
   */
  private final IdentityHashMap<ExecutorService, Optional<ExecutorService>> homes =
      new IdentityHashMap<>();

  /**
   * Pools that the initialisers of classes have made in this loop. They are for all loops; so this
   * one uses copies, too, once the class is initialised.
   */
  private final Set<ExecutorService> ofClasses = Collections.newSetFromMap(new IdentityHashMap<>());

  /** By object that a library keeps for the whole JVM: the one that this loop uses instead. */
  private final IdentityHashMap<Object, Object> owned = new IdentityHashMap<>();

  /** When the map is as large as this, the loop's own pools that have ended are removed. */
  private int crowded = FEW;

  /** Pools are being asked for their own state, not for that of their copies. */
  private boolean asksThemselves;

  /** How many numbers of each kind are in use. */
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
   * The pool that this loop uses where the program names {@code pool}. A pool that was made in
   * another loop, or outside of any, such as one in a static field, has its threads and tasks
   * there; here it begins without any.
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

  /** What this loop uses in place of {@code shared}, which the whole JVM shares. */
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

  /** Whether an executor is for all loops, or a copy: then the program need not shut it down. */
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
