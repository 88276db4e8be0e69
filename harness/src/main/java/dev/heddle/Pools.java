package dev.heddle;

import dev.heddle.internal.Jdk;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;

/** What the JDK has once for the whole JVM, and every loop for itself. */
final class Pools {
  /** Made by the first who asks for it, on the loop's threads. */
  private @Nullable ForkJoinPool common;

  /** How many numbers of each kind were given out. */
  private final Map<String, Integer> numbers = new HashMap<>();

  /** The loop's common pool, whose workers are threads of the loop. */
  ForkJoinPool common() {
    if (common == null) {
      common = Jdk.newCommonPool();
    }
    return common;
  }

  /** Counts the threads, pools and timers that get a number for a name, each kind from 0. */
  int nextNumber(String kind) {
    return numbers.merge(kind, 1, Integer::sum) - 1;
  }
}
