package dev.heddle.specs.bench;

import java.util.concurrent.locks.Lock;

/** What threads do that hand something to each other. */
@SuppressWarnings("ThreadPriorityCheck") // where they switch
final class Contention {
  private Contention() {}

  /** Enters a monitor, gives way in it, leaves it, and gives way again. */
  static void enterMany(Object monitor, int times) {
    for (int i = 0; i < times; i++) {
      synchronized (monitor) {
        Thread.yield();
      }
      Thread.yield();
    }
  }

  /** The same with a lock that goes to who has waited longest. */
  static void lockMany(Lock lock, int times) {
    for (int i = 0; i < times; i++) {
      lock.lock();
      try {
        Thread.yield();
      } finally {
        lock.unlock();
      }
      Thread.yield();
    }
  }
}
