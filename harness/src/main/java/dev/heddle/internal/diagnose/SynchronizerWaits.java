package dev.heddle.internal.diagnose;

import dev.heddle.internal.core.ManagedThread;
import dev.heddle.internal.diagnose.ThreadWait.Held;
import dev.heddle.internal.diagnose.ThreadWait.Target;
import dev.heddle.internal.diagnose.ThreadWait.Thing;
import dev.heddle.internal.diagnose.ThreadWait.Waker;
import dev.heddle.internal.jdk.Jdk;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Phaser;
import java.util.concurrent.locks.StampedLock;

/** Analyzes waits for locks, semaphores, latches, barriers and conditions. */
final class SynchronizerWaits {
  private static final String CONCURRENT = "java.util.concurrent.";

  private static final String LOCKS = "java.util.concurrent.locks.";

  private final ThreadSnapshots snapshots;

  SynchronizerWaits(ThreadSnapshots snapshots) {
    this.snapshots = snapshots;
  }

  /** Of a thread that is parked in a synchronizer. */
  ThreadWait of(ManagedThread managed, List<StackTraceElement> stack, Object blocker) {
    String type = blocker.getClass().getName();
    Thing thing = Thing.of(blocker);
    if (type.startsWith(LOCKS + "ReentrantReadWriteLock$")) {
      return readWriteLock(managed, stack, blocker, thing);
    }
    Thread owner = Jdk.snapshots().ownerOf(blocker);
    if (owner != null) {
      Waker waker = snapshots.waker(owner, new Held("", thing, snapshots.takenAt(blocker)));
      return ThreadWait.forAll(
          managed, stack, Target.of("waits for ", thing), null, List.of(waker));
    }
    if (type.startsWith(CONCURRENT + "Semaphore$")) {
      String note =
          "which has "
              + Jdk.inspector().countOf(blocker)
              + " left; who holds them"
              + ThreadWait.UNKNOWN;
      return new ThreadWait(managed, stack, Target.of("waits for a permit of ", thing), note);
    }
    if (type.startsWith(CONCURRENT + "CountDownLatch$")) {
      String note =
          "whose count is "
              + Jdk.inspector().countOf(blocker)
              + "; who is to count it down"
              + ThreadWait.UNKNOWN;
      return new ThreadWait(managed, stack, Target.of("waits for ", thing), note);
    }
    Phaser phaser = Jdk.inspector().phaserOf(blocker);
    if (phaser != null) {
      String note =
          "where "
              + phaser.getUnarrivedParties()
              + " of "
              + phaser.getRegisteredParties()
              + " parties are missing";
      Target target = Target.of("waits at ", new Thing(phaser, "Phaser"));
      return new ThreadWait(managed, stack, target, note);
    }
    if (blocker instanceof StampedLock lock) {
      String note =
          (lock.isWriteLocked()
                  ? "which is locked for writing"
                  : "which has " + lock.getReadLockCount() + " readers")
              + "; its holder"
              + ThreadWait.UNKNOWN;
      return new ThreadWait(managed, stack, Target.of("waits for ", thing), note);
    }
    return condition(managed, stack, blocker, thing);
  }

  private ThreadWait condition(
      ManagedThread managed, List<StackTraceElement> stack, Object blocker, Thing thing) {
    Object lock = Jdk.inspector().lockOf(blocker);
    if (!thing.kind().equals("Condition") || lock == null) {
      return new ThreadWait(managed, stack, Target.of("waits in ", thing), null);
    }
    if (Stacks.has(stack, CONCURRENT + "CyclicBarrier", "dowait")) {
      long here =
          snapshots.all().values().stream().filter(other -> other.blocker() == blocker).count();
      String note =
          "where " + here + (here == 1 ? " party waits" : " parties wait") + " for others";
      Target target = Target.of("waits at ", new Thing(blocker, "CyclicBarrier"));
      return new ThreadWait(managed, stack, target, note);
    }
    Target target = Target.of("waits to be signalled on a Condition of ", Thing.of(lock));
    return new ThreadWait(managed, stack, target, "who is to signal it" + ThreadWait.UNKNOWN);
  }

  private ThreadWait readWriteLock(
      ManagedThread managed, List<StackTraceElement> stack, Object lock, Thing thing) {
    boolean writes = Stacks.has(stack, LOCKS + "ReentrantReadWriteLock$WriteLock", "");
    List<Waker> wakers = new ArrayList<>();
    String note = null;
    Thread writer = Jdk.snapshots().ownerOf(lock);
    if (writer != null) {
      wakers.add(
          snapshots.waker(writer, new Held("the write lock of ", thing, snapshots.takenAt(lock))));
    } else if (writes) {
      for (ManagedThread reader : snapshots.all().keySet()) {
        if (Jdk.inspector().holdsReadLock(lock, reader.shown(), reader.thread)) {
          Held held = new Held("the read lock of ", thing, "");
          wakers.add(new Waker(reader, reader.label(), held));
        }
      }
      note = wakers.isEmpty() ? "its holder" + ThreadWait.UNKNOWN : null;
    } else {
      Thread first = Jdk.inspector().firstQueued(lock);
      if (first != null && snapshots.managedOf(first) != managed) {
        Waker waker = snapshots.waker(first, null);
        wakers.add(waker);
        note = "behind " + waker.label() + ", which waits for the write lock";
      }
    }
    String part = writes ? "the write lock of " : "the read lock of ";
    return ThreadWait.forAll(managed, stack, Target.of("waits for " + part, thing), note, wakers);
  }
}
