package dev.heddle.internal.engine;

import dev.heddle.internal.core.Gate;
import dev.heddle.internal.core.ManagedThread;
import dev.heddle.internal.core.RunVerdict;
import dev.heddle.internal.core.RunningStep;
import dev.heddle.internal.diagnose.Livelocks;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Notices a step that never gives way, by what it asks of the loop again and again: the time, which
 * stands still meanwhile; to park, which an interrupt prevents; to be interrupted. It is counted,
 * and so the same in every run. What asks for nothing is left to the {@link Watch}.
 */
public final class BusyStep {
  /** How often a step may ask for the time: a fraction of a second. */
  public static final long CLOCK_READS = 10_000_000;

  /** How often a step may park, or interrupt itself: a second at most. */
  public static final long WAITS = 1_000_000;

  /** As {@link #WAITS}, once the run ends and those who wait are interrupted. */
  public static final long WAITS_AT_END = 10_000;

  private static final String CLOCK_REMEDY =
      ", which stands still until all threads wait. A loop that waits for a time has to let it pass:"
          + " Thread.sleep, or another wait with a time limit, costs nothing in virtual time.";

  private static final String WAIT_REMEDY =
      ". A wait that is interrupted has to end the loop around it, or the loop has to forget the"
          + " interrupt until it is done.";

  private final Gate gate;

  private final RunningStep running;

  private final RunVerdict verdict;

  /** Whether the run ends. */
  private final BooleanSupplier ending;

  /** Who was thrown the verdict here. */
  private final Set<ManagedThread> told = new HashSet<>();

  private long clockReads;

  private long parks;

  private long interrupts;

  BusyStep(Gate gate, RunningStep running, RunVerdict verdict, BooleanSupplier ending) {
    this.gate = gate;
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

  /** The running code asks for the time. */
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

  /** Throws the verdict; who has caught that before and goes on goes no further. */
  private void end(String what, long times, String remedy) {
    if (!gate.isInside()) {
      return; // a thread outside of the loop looks at its clock
    }
    ManagedThread strand = running.thread;
    if (strand != null && !told.add(strand)) {
      strand.freeze();
    }
    throw verdict.orThrow(() -> Livelocks.inOneStep(who(strand), what, times, remedy));
  }

  private static String who(@Nullable ManagedThread strand) {
    return strand == null ? "A callback" : strand.label();
  }
}
