package dev.heddle.internal.engine;

import dev.heddle.internal.core.LoopAccess;
import dev.heddle.internal.core.ManagedThread;
import dev.heddle.internal.core.RunVerdict;
import dev.heddle.internal.core.RunningStep;
import dev.heddle.internal.diagnose.Livelocks;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Detects a step that never gives way, by counting what it asks of the loop: to read the clock,
 * which stands still meanwhile; to park, which an interrupt prevents; to be interrupted. So the
 * verdict is the same in every run. A step that asks for nothing is left to the {@link Watchdog}.
 */
public final class BusyStep {
  /** How often a step may read the clock, which takes a fraction of a second. */
  public static final long CLOCK_READS = 10_000_000;

  /** How often a step may park, or interrupt itself, which takes a second at most. */
  public static final long WAITS = 1_000_000;

  /** As {@link #WAITS}, while the run ends and waiting threads are interrupted. */
  public static final long WAITS_AT_END = 10_000;

  private static final String CLOCK_REMEDY =
      ", which stands still until all threads wait. A loop that waits for a time has to let it pass:"
          + " Thread.sleep, or another wait with a time limit, costs nothing in virtual time.";

  private static final String WAIT_REMEDY =
      ". A wait that is interrupted has to end the loop around it, or the loop has to forget the"
          + " interrupt until it is done.";

  private final LoopAccess access;

  private final RunningStep running;

  private final RunVerdict verdict;

  /** Whether the run ends. */
  private final BooleanSupplier ending;

  /** The threads that the verdict was thrown in. */
  private final Set<ManagedThread> told = new HashSet<>();

  private long clockReads;

  private long parks;

  private long interrupts;

  BusyStep(LoopAccess access, RunningStep running, RunVerdict verdict, BooleanSupplier ending) {
    this.access = access;
    this.running = running;
    this.verdict = verdict;
    this.ending = ending;
  }

  /** A step or callback begins. */
  void begins() {
    clockReads = 0;
    parks = 0;
    interrupts = 0;
  }

  /** Virtual time moves on within the step. */
  void timePasses() {
    clockReads = 0;
  }

  /** The running code reads the clock. */
  void readsClock() {
    if (++clockReads > CLOCK_READS) {
      clockReads = 0;
      end("asks for the time again and again", CLOCK_READS, CLOCK_REMEDY);
    }
  }

  /** The mounted thread is about to park: if it does, the step ends. */
  void parks() {
    long most = mostWaits();
    if (++parks > most) {
      parks = 0;
      end("parks again and again, and is interrupted or unparked each time", most, WAIT_REMEDY);
    }
  }

  /** The mounted thread interrupts itself. */
  void interruptsItself() {
    long most = mostWaits();
    if (++interrupts > most) {
      interrupts = 0;
      end("waits again and again, and interrupts itself each time", most, WAIT_REMEDY);
    }
  }

  private long mostWaits() {
    return ending.getAsBoolean() ? WAITS_AT_END : WAITS;
  }

  /** Throws the verdict; a thread that has caught it before and goes on is stopped for good. */
  private void end(String what, long times, String remedy) {
    if (!access.isInside()) {
      return; // a thread outside of the loop reads its clock
    }
    ManagedThread managed = running.thread;
    if (managed != null && !told.add(managed)) {
      managed.freeze();
    }
    throw verdict.orThrow(() -> Livelocks.inOneStep(who(managed), what, times, remedy));
  }

  private static String who(@Nullable ManagedThread managed) {
    return managed == null ? "A callback" : managed.label();
  }
}
