package dev.heddle.internal.core;

import dev.heddle.internal.Jdk;
import org.jspecify.annotations.Nullable;

/**
 * Lets virtual time pass where everything that is ready only spins: threads that give way by {@code
 * Thread.yield} or {@code Thread.onSpinWait} again and again, until somebody who sleeps has done
 * something, or until the clock shows a time. Threads that park for a moment again and again are
 * spinners too.
 *
 * <p>Who spins and who works cannot be told apart from outside: a loop that yields ten thousand
 * times may do something useful each time, and a jump to the next timer would fire the timeout of
 * whoever waits for its result. So a round in which nobody does anything but give way costs what it
 * costs a real machine, about a microsecond, and more only after thousands of them: the step grows
 * with the time that was spent spinning, and so the whole takes {@link #GROWTH} rounds for each
 * factor of e, whatever is waited for. Time never moves past the next timer. Nor does it move if
 * there is none and nobody looks at the clock: nobody could tell, and the run is a livelock as soon
 * as its steps are used up.
 */
public final class SpinDetector {
  /** A thread gives way so many times before it counts as a spinner. */
  public static final int FREE_ROUNDS = 100;

  /** What a round of spinning takes at least. */
  public static final long ROUND_NANOS = 1_000;

  /** By which part of the time that was spent spinning time moves on; so exact is the end. */
  static final long GROWTH = 4_096;

  /** A park that is shorter takes longer on any machine: a timer of Linux has so much slack. */
  static final long SHORT_PARK_NANOS = 50_000;

  /** So often the JDK looks at the clock for itself to park a thread for a time. */
  private static final int READS_OF_A_PARK = 1;

  private final VirtualTime time;

  private final ReadyQueue ready;

  private final Timers timers;

  private final RunningStep running;

  /** Counts what happens: steps that do not spin. */
  private long events;

  /** The virtual time of the latest of them. */
  private long eventAt;

  /** Counts what a spinner can notice: events, and that time has moved. */
  private long moments;

  public SpinDetector(VirtualTime time, ReadyQueue ready, Timers timers, RunningStep running) {
    this.time = time;
    this.ready = ready;
    this.timers = timers;
    this.running = running;
  }

  // ---- what happens -----------------------------------------------------------------------

  /** A step has ended. */
  public void stepEnded(ManagedThread managed, Jdk.State state) {
    if (isSpin(managed, state)) {
      spun(managed, state == Jdk.State.PARKED);
    } else {
      acted(managed);
    }
  }

  /** Whether a step has ended as those do with which a thread waits without a wait. */
  private static boolean isSpin(ManagedThread managed, Jdk.State state) {
    return switch (state) {
      case ON -> !managed.suspended;
      case PARKED -> isShort(managed.timedFor);
      default -> false;
    };
  }

  /**
   * A thread has ended its step by giving way.
   *
   * @param parks by a park of a moment; otherwise it could go on
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
    spin.byClock = managed.clockReads > (parks ? READS_OF_A_PARK : 0);
    managed.clockReads = 0;
  }

  /** A thread has ended its step in another way. */
  private void acted(ManagedThread managed) {
    managed.clockReads = 0;
    if (managed.spin != null) {
      managed.spin.rounds = 0;
    }
    happened();
  }

  /** Something has happened that spinners may wait for. */
  public void happened() {
    events++;
    moments++;
    eventAt = time.now;
  }

  /** Time has moved, by whatever. */
  public void timeMoved() {
    moments++;
  }

  /** Somebody looks at the clock. */
  public void clockSeen() {
    ManagedThread managed = running.thread;
    if (managed != null) {
      managed.clockReads++;
    }
  }

  // ---- what follows -----------------------------------------------------------------------

  /** Whether a step parks for so short a time that it only spins. */
  private static boolean isShort(long nanos) {
    return nanos > 0 && nanos <= SHORT_PARK_NANOS;
  }

  /**
   * Whether an entry would only spin in vain: it has seen all that there is to see. It does not
   * come before others.
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
   * An iteration begins in which something is ready: if all of it only spins, time is to move on.
   *
   * @return by how many nanoseconds at least; 0: it stands still
   */
  public long beforeIteration() {
    long since = 0;
    boolean byClock = false;
    for (int place = 0; place < ready.size(); place++) {
      SpinState spin = ready.get(place).spin();
      if (spin == null || !isIdle(spin)) {
        return 0;
      }
      since = Math.max(since, spin.since);
      byClock |= spin.byClock;
    }
    return byClock || timers.first() != null ? step(since, byClock) : 0;
  }

  /** Who looks at the clock may wait for a time that is near, and must not miss it by far. */
  private long step(long since, boolean byClock) {
    long age = time.now - (byClock ? Math.max(since, eventAt) : since);
    return Math.max(ROUND_NANOS, age / GROWTH);
  }

  /** For how long a thread parks that asks for {@code nanos}: longer, if it only spins. */
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
