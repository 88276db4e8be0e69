package dev.heddle.internal.outside;

import dev.heddle.internal.core.Heartbeat;
import dev.heddle.internal.core.Mailbox;
import dev.heddle.internal.core.ManagedThread;
import dev.heddle.internal.core.ReadyQueue;
import dev.heddle.internal.core.Times;
import dev.heddle.internal.hook.Carrier;
import dev.heddle.internal.hook.RealTime;
import dev.heddle.internal.jdk.Jdk;
import dev.heddle.internal.jdk.ThreadState;
import dev.heddle.internal.monitor.Monitors;
import dev.heddle.internal.source.KindNames;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Locks and monitors that threads outside of the loop hold. Most are held for a moment by the JVM
 * or a logger, and it is luck whether that is during a step. So the whole loop stands still until
 * such a lock is free, and the step goes on as if it had been free all the time.
 */
final class OutsideLocks {
  /** How often to look whether a lock is free. */
  private static final long TRY_NANOS = 100_000;

  /** How often to look whether the thread is woken, which happens soon after the lock is freed. */
  private static final int TRIES_FOR_FREE_LOCK = 50;

  /** For how long the holder of a lock may stand still before the run fails. */
  private static final long HOLDER_NANOS = 1_000_000_000;

  private final Duration stallTimeout;

  private final Mailbox mailbox;

  private final Heartbeat heartbeat;

  private final ReadyQueue ready;

  private final Monitors monitors;

  /** Whether a thread is alive and not of this loop. */
  private final Predicate<Thread> foreign;

  /** The step that the whole loop waits for; null if none. */
  private @Nullable ManagedThread heldUp;

  /** The lock that it waits for. */
  private @Nullable Object heldUpBy;

  /** Since when, in real time. */
  private long heldUpSince;

  /** When the holder of that lock was last seen to run. */
  private long holderRan;

  OutsideLocks(
      Duration stallTimeout,
      Mailbox mailbox,
      Heartbeat heartbeat,
      ReadyQueue ready,
      Monitors monitors,
      Predicate<Thread> foreign) {
    this.stallTimeout = stallTimeout;
    this.mailbox = mailbox;
    this.heartbeat = heartbeat;
    this.ready = ready;
    this.monitors = monitors;
    this.foreign = foreign;
  }

  /**
   * A lock or monitor that a thread outside of the loop holds.
   *
   * @param lock the synchronizer, or the object whose monitor it is
   * @param isMonitor which of them
   * @param owner who holds it; null if that is not known, or it was freed right now
   */
  record Held(Object lock, boolean isMonitor, @Nullable Thread owner) {
    String words() {
      Thread holder = holder();
      return (isMonitor ? "waits to enter the monitor of " : "waits for a ")
          + KindNames.on(lock)
          + " that "
          + (holder == null ? "a thread outside of the loop" : "thread " + holder.getName())
          + " holds";
    }

    private @Nullable Thread holder() {
      return isMonitor ? PlatformOwners.of(lock) : owner;
    }

    boolean isHolderRunning() {
      Thread holder = holder();
      return holder != null && holder.getState() == Thread.State.RUNNABLE;
    }
  }

  /** How a wait for a lock has ended. */
  enum Lock {
    /** The thread can have it now. */
    FREE,
    /** Another thread has it. */
    TAKEN,
    /** Its holder does not seem to be about to free it. */
    STUCK
  }

  /** Whether the whole loop waits for a step of {@code managed}. */
  boolean isHeldUp(@Nullable ManagedThread managed) {
    return managed != null && managed == heldUp;
  }

  /** The lock for which a thread waits whose step has just ended, if somebody outside holds it. */
  @Nullable Held afterStep(ManagedThread managed, boolean triesToo) {
    return switch (Jdk.virtualThreads().stateOf(managed.thread)) {
      case PARKED, ON -> {
        Object blocker = LockSupport.getBlocker(managed.thread);
        yield isFreed(blocker) ? new Held(blocker, false, null) : ownedOutside(blocker);
      }
      case BLOCKED -> managed.triesMonitor && !triesToo ? null : monitorHeldOutside(managed);
      default -> null;
    };
  }

  /** The lock for which a thread waits, if somebody outside holds it. */
  @Nullable Held heldOutside(ManagedThread managed) {
    ThreadState state = Jdk.virtualThreads().stateOf(managed.thread);
    if (state == ThreadState.BLOCKED) {
      return monitorHeldOutside(managed);
    }
    return state == ThreadState.PARKED
        ? ownedOutside(LockSupport.getBlocker(managed.thread))
        : null;
  }

  private @Nullable Held ownedOutside(@Nullable Object blocker) {
    Thread owner = blocker == null ? null : Jdk.snapshots().ownerOf(blocker);
    return blocker == null || owner == null || !foreign.test(owner)
        ? null
        : new Held(blocker, false, owner);
  }

  /**
   * Whether a lock is free though a thread has begun to wait for it in the step that has just
   * ended. No thread of the loop has run since. Other kinds of locks may be free and waited for.
   */
  private static boolean isFreed(@Nullable Object lock) {
    return lock != null
        && Jdk.snapshots().ownerOf(lock) == null
        && lock.getClass().getName().equals("java.util.concurrent.locks.ReentrantLock$NonfairSync");
  }

  private @Nullable Held monitorHeldOutside(ManagedThread managed) {
    Object monitor = monitors.seen(managed);
    return monitor == null || monitors.isHeldInside(monitor) ? null : new Held(monitor, true, null);
  }

  /** Waits in real time for a lock, for which the step of {@code managed} has ended. */
  Lock await(ManagedThread managed, Held held) {
    if (heldUp != managed || heldUpBy != held.lock()) {
      heldUp = managed;
      heldUpBy = held.lock();
      heldUpSince = RealTime.nanoTime();
      holderRan = heldUpSince;
    }
    Carrier carrier = (Carrier) Thread.currentThread();
    long longest = Times.nanos(stallTimeout);
    int tries = 0;
    heartbeat.rests(true);
    try {
      while (true) {
        heartbeat.checkNotAbandoned();
        mailbox.drain();
        if (managed.queued) {
          managed.queued = false;
          ready.remove(managed);
          return Lock.FREE;
        }
        if (isStalled(held, longest)) {
          return Lock.STUCK;
        }
        carrier.rest(TRY_NANOS);
        if (held.isMonitor()) {
          managed.unblockDirectly();
          return Lock.FREE;
        }
        Thread owner = Jdk.snapshots().ownerOf(held.lock());
        tries = owner != null && foreign.test(owner) ? 0 : tries + 1;
        if (tries > TRIES_FOR_FREE_LOCK) {
          return Lock.TAKEN;
        }
      }
    } finally {
      heartbeat.rests(false);
    }
  }

  /** No step is held up any longer. */
  void goOn() {
    heldUp = null;
    heldUpBy = null;
  }

  private boolean isStalled(Held held, long longest) {
    long now = RealTime.nanoTime();
    if (now - holderRan > HOLDER_NANOS / 4 && held.isHolderRunning()) {
      holderRan = now;
    }
    return now - heldUpSince > longest || now - holderRan > HOLDER_NANOS;
  }
}
