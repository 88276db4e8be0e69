package dev.heddle.internal.outside;

import java.lang.management.ManagementFactory;
import java.lang.management.MonitorInfo;
import java.lang.management.ThreadInfo;
import org.jspecify.annotations.Nullable;

/** Which platform thread holds a monitor. */
final class PlatformOwners {
  private PlatformOwners() {}

  /** The platform thread that holds the monitor of {@code object}; null if not known. */
  static @Nullable Thread of(Object object) {
    int hash = System.identityHashCode(object);
    for (ThreadInfo info : ManagementFactory.getThreadMXBean().dumpAllThreads(true, false)) {
      for (MonitorInfo monitor : info.getLockedMonitors()) {
        if (monitor.getIdentityHashCode() == hash
            && monitor.getClassName().equals(object.getClass().getName())) {
          return platformThread(info.getThreadId());
        }
      }
    }
    return null;
  }

  private static @Nullable Thread platformThread(long id) {
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.threadId() == id) {
        return thread;
      }
    }
    return null;
  }
}
