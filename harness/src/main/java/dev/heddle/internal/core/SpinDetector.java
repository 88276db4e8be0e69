package dev.heddle.internal.core;

import dev.heddle.internal.jdk.ThreadState;
import dev.heddle.trace.Step.End;
import org.jspecify.annotations.Nullable;

/**
 * Detects that everything that is ready only spins, and says by how much virtual time moves then.
 * Threads spin if they give way again and again, by {@code Thread.yield}, {@code Thread.onSpinWait}
 * or very short parks, until a sleeping thread has done something or the clock shows a time.
 *
 * <p>A thread that spins looks like one that works: a loop that yields ten thousand times may do
 * something useful each time, and a jump to the next timer would fire the timeout of the thread
 * that waits for its result. So a round in which all threads only give way takes what it takes on a
 * real machine, about a microsecond, and more only after thousands of rounds: the step grows with
 * the time spent spinning, so that each factor of e takes {@link #GROWTH} rounds, whatever is
 * waited for. Time never moves past the next timer. If there is no timer and no thread reads the
 * clock, it does not move: no thread could tell, and the run is a livelock once its steps are used
 * up.
 */
public final class SpinDetector {
  /** A thread that gives way more often than this spins. */
  public static final int FREE_ROUNDS = 100;

  /** After so many rounds, in which nothing has happened, nothing will. */
  private static final int HOPELESS_ROUNDS = 10_000;

  /** What a round of spinning takes at least. */
  public static final long ROUND_NANOS = 1_000;

  /** Time moves by this fraction of the time spent spinning, so the end is that exact. */
  static final long GROWTH = 4_096;

  /** A park of at most this is a spin: any machine takes longer, as timers of Linux have slack. */
  static final long SHORT_PARK_NANOS = 50_000;

  /** The JDK itself reads the clock this often when it parks a thread for a time. */
  private static final int READS_OF_A_PARK = 1;

  private final VirtualTime time;

  private final ReadyQueue ready;

  private final Timers timers;

  private final RunningStep running;

  /** Counts steps that do more than give way. */
  private long events;

  /** The virtual time of the latest of them. */
  private long eventAt;

  /** Counts what a spinning thread can notice: events, and moves of time. */
  private long moments;

  public SpinDetector(VirtualTime time, ReadyQueue ready, Timers timers, RunningStep running) {
    this.time = time;
    this.ready = ready;
    this.timers = timers;
    this.running = running;
  }

  // ---- what happens -----------------------------------------------------------------------

  /** A step has ended. */
  public void stepEnded(ManagedThread managed, ThreadState state) {
    if (managed.suspended && managed.why == End.PREEMPTED) {
      return; // in the middle of what it does
    }
    if (managed.suspended && managed.why == End.SPINS) {
      spunByReading(managed);
      return;
    }
    if (isSpin(managed, state)) {
      spun(managed, state == ThreadState.PARKED);
    } else {
      acted(managed);
    }
  }

  /** Whether a step has ended as that of a spinning thread does. */
  private static boolean isSpin(ManagedThread managed, ThreadState state) {
    return switch (state) {
      case ON -> !managed.suspended;
      case PARKED -> isShort(managed.timedFor);
      default -> false;
    };
  }

  /**
   * A thread has ended its step by giving way.
   *
   * @param parks whether by a very short park
   */
  private void spun(ManagedThread managed, boolean parks) {
    SpinState spin = managed.spin;
    if (spin == null) {
      spin = new SpinState();
      managed.spin = spin;
    }
    if (spin.rounds == 0) {
      spin.since = time.now;
    }
    spin.rounds = spin.event == events ? spin.rounds + 1 : 1;
    spin.event = events;
    spin.moment = moments;
    spin.byReading = false;
    spin.byClock = managed.clockReads > (parks ? READS_OF_A_PARK : 0);
    managed.clockReads = 0;
  }

  /** A thread has read the same for so long that it was made to give way. */
  private void spunByReading(ManagedThread managed) {
    spun(managed, false);
    SpinState spin = managed.spin;
    if (spin != null) {
      spin.rounds = Math.max(spin.rounds, FREE_ROUNDS + 1);
      spin.byReading = true;
    }
  }

  /**
   * Whether nobody can change what a spinning thread reads: it has given way many times, everything
   * that is ready only spins, and no timer is set.
   */
  public boolean isForEver(ManagedThread managed) {
    if (managed.spin == null || managed.spin.rounds < HOPELESS_ROUNDS || timers.first() != null) {
      return false;
    }
    for (int place = 0; place < ready.size(); place++) {
      if (!isIdle(ready.get(place))) {
        return false;
      }
    }
    return true;
  }

  /** A thread has done more in its step than to give way. */
  private void acted(ManagedThread managed) {
    managed.clockReads = 0;
    if (managed.spin != null) {
      managed.spin.rounds = 0;
    }
    happened();
  }

  /** Something has happened that spinning threads may wait for. */
  public void happened() {
    events++;
    moments++;
    eventAt = time.now;
  }

  /** Time has moved. */
  public void timeMoved() {
    moments++;
  }

  /** The running code reads the clock. */
  public void clockSeen() {
    ManagedThread managed = running.thread;
    if (managed != null) {
      managed.clockReads++;
    }
  }

  // ---- what follows -----------------------------------------------------------------------

  /** Whether a park is so short that it counts as a spin. */
  private static boolean isShort(long nanos) {
    return nanos > 0 && nanos <= SHORT_PARK_NANOS;
  }

  /**
   * Whether an entry is a thread that would only spin once more, as nothing has happened since it
   * gave way.
   */
  boolean isIdle(Entry entry) {
    return isIdle(entry.spin());
  }

  private boolean isIdle(@Nullable SpinState spin) {
    return spin != null && isSpinner(spin) && spin.moment == moments;
  }

  private boolean isSpinner(SpinState spin) {
    return spin.rounds > FREE_ROUNDS && spin.event == events;
  }

  /**
   * An iteration begins in which something is ready: if all of it only spins, time has to move.
   *
   * @return by how many nanoseconds; 0: it stands still
   */
  public long beforeIteration() {
    long since = 0;
    boolean byClock = false;
    boolean byReading = true;
    for (int place = 0; place < ready.size(); place++) {
      SpinState spin = ready.get(place).spin();
      if (spin == null || !isIdle(spin)) {
        return 0;
      }
      since = Math.max(since, spin.since);
      byClock |= spin.byClock;
      byReading &= spin.byReading;
    }
    TimerEntry next = timers.first();
    if (byReading && !byClock && next != null) {
      return Math.max(ROUND_NANOS, next.deadline - time.now);
    }
    return byClock || next != null ? step(since, byClock) : 0;
  }

  /**
   * By how much time moves: little at first, as a thread that reads the clock may wait for soon.
   */
  private long step(long since, boolean byClock) {
    long age = time.now - (byClock ? Math.max(since, eventAt) : since);
    return Math.max(ROUND_NANOS, age / GROWTH);
  }

  /** How long a thread parks that asks for {@code nanos}: longer, if it only spins. */
  public long parkFor(ManagedThread managed, long nanos) {
    SpinState spin = managed.spin;
    if (!isShort(nanos) || spin == null || !isSpinner(spin)) {
      return nanos;
    }
    TimerEntry next = timers.first();
    long longest = next == null ? Long.MAX_VALUE : next.deadline - time.now;
    return Math.max(nanos, Math.min(step(spin.since, spin.byClock), longest));
  }
}
