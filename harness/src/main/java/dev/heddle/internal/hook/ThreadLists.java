package dev.heddle.internal.hook;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The JVM's lists of threads as a managed thread sees them: with the platform threads that its loop
 * runs, of which the JVM does not know, and without the carriers of loops, of which the program is
 * not to know.
 */
final class ThreadLists {
  private ThreadLists() {}

  /** All live platform threads: those of the JVM, then those of the loop in order of creation. */
  static Thread[] all(Thread[] ofJvm) {
    Scheduler scheduler = Scheduler.current();
    if (scheduler == null) {
      return ofJvm;
    }
    List<Thread> all = new ArrayList<>(Arrays.asList(ofJvm));
    all.removeIf(Carrier.class::isInstance);
    all.addAll(scheduler.world().platformThreads());
    return all.toArray(new Thread[0]);
  }

  /** The same for a map that the calling thread has just been given. */
  static void addStackTraces(Map<Thread, StackTraceElement[]> ofJvm) {
    Scheduler scheduler = Scheduler.current();
    if (scheduler != null) {
      ofJvm.keySet().removeIf(Carrier.class::isInstance);
      for (Thread thread : scheduler.world().platformThreads()) {
        ofJvm.put(thread, thread.getStackTrace());
      }
    }
  }
}
