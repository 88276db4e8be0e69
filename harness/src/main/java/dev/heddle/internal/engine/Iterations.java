package dev.heddle.internal.engine;

import dev.heddle.internal.core.Entry;
import dev.heddle.internal.core.EntryChooser;
import dev.heddle.internal.core.Heartbeat;
import dev.heddle.internal.core.LoopAccess;
import dev.heddle.internal.core.Mailbox;
import dev.heddle.internal.core.ReadyQueue;
import dev.heddle.internal.core.RunVerdict;
import dev.heddle.internal.core.SneakyThrow;
import dev.heddle.internal.core.SpinDetector;
import dev.heddle.internal.core.TimerEntry;
import dev.heddle.internal.core.Timers;
import dev.heddle.internal.core.VirtualTime;
import dev.heddle.internal.hook.Carrier;
import dev.heddle.internal.hook.Randomness;
import dev.heddle.internal.hook.Scheduler;
import dev.heddle.internal.monitor.Monitors;
import dev.heddle.internal.outside.Outside;
import dev.heddle.verdict.VerdictError;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Runs iterations of the loop. One is CPython's {@code _run_once}: if nothing is ready, time moves
 * to the next timer; timers that are due join the ready queue; then as many entries run as are in
 * it.
 */
final class Iterations {
  private final LoopAccess access;

  private final Mailbox mailbox;

  private final Heartbeat heartbeat;

  private final VirtualTime time;

  private final Timers timers;

  private final ReadyQueue ready;

  private final EntryChooser chooser;

  private final EntryExecutor executor;

  private final TimeMover timeMover;

  private final SpinDetector spinDetector;

  private final Monitors monitors;

  private final Outside outside;

  private final RunVerdict verdict;

  private final Shutdown shutdown;

  /** The error when nothing is ready, no timer is set, and nothing outside is waited for. */
  private final Supplier<VerdictError> standstill;

  /** The running iteration is the last one. */
  private boolean stopping;

  Iterations(
      LoopAccess access,
      Mailbox mailbox,
      Heartbeat heartbeat,
      VirtualTime time,
      Timers timers,
      ReadyQueue ready,
      EntryChooser chooser,
      EntryExecutor executor,
      TimeMover timeMover,
      SpinDetector spinDetector,
      Monitors monitors,
      Outside outside,
      RunVerdict verdict,
      Shutdown shutdown,
      Supplier<VerdictError> standstill) {
    this.access = access;
    this.mailbox = mailbox;
    this.heartbeat = heartbeat;
    this.time = time;
    this.timers = timers;
    this.ready = ready;
    this.chooser = chooser;
    this.executor = executor;
    this.timeMover = timeMover;
    this.spinDetector = spinDetector;
    this.monitors = monitors;
    this.outside = outside;
    this.verdict = verdict;
    this.shutdown = shutdown;
    this.standstill = standstill;
  }

  // ---- many -------------------------------------------------------------------------------

  /** The running iteration, or the next one if none runs, is to be the last. */
  void stop() {
    stopping = true;
  }

  /** Runs iterations until {@link #stop()}. */
  void runForever() {
    do {
      runOnce();
    } while (!stopping);
  }

  /** Runs iterations until {@code done}, as a nested loop does. */
  void runUntil(BooleanSupplier done) {
    while (!done.getAsBoolean()) {
      runOnce();
      if (stopping) {
        break;
      }
    }
  }

  /**
   * Runs iterations on the calling thread, a carrier, which acts for the loop meanwhile.
   *
   * @param scheduler what the JDK asks for on that carrier
   * @param randomness what callbacks draw from
   */
  void onThisCarrier(Runnable iterations, Supplier<Scheduler> scheduler, Randomness randomness) {
    if (access.isRunning()) {
      runThenClearStop(iterations, true);
      return;
    }
    shutdown.grant();
    Carrier carrier = (Carrier) Thread.currentThread();
    Scheduler before = carrier.enter(scheduler.get());
    randomness.seed(carrier);
    access.runOn(carrier);
    try {
      runThenClearStop(iterations, false);
    } finally {
      access.runOn(null);
      carrier.enter(before);
    }
  }

  private void runThenClearStop(Runnable iterations, boolean nested) {
    try {
      iterations.run();
    } catch (Throwable e) {
      throw SneakyThrow.rethrow(shutdown.leaves(e, nested));
    } finally {
      stopping = false;
    }
  }

  /** Whether iterations run nothing, until time moves or another thread sends mail. */
  boolean areEmpty() {
    TimerEntry next = timers.first();
    return ready.isEmpty() && !mailbox.hasMail() && (next == null || next.deadline > time.now);
  }

  // ---- one --------------------------------------------------------------------------------

  private void runOnce() {
    heartbeat.checkNotAbandoned();
    time.iteration++;
    mailbox.drain();
    if (!ready.isEmpty()) {
      timeMover.pastSpinners(spinDetector.beforeIteration());
    } else if (!stopping) {
      rest();
    }
    timeMover.queueDueTimers();
    for (int left = ready.size(); left > 0; left--) {
      Entry entry = chooser.next();
      if (entry == null) {
        break; // a nested run has run it
      }
      executor.run(entry);
    }
  }

  /** Nothing is ready: time moves to the next timer, or other threads have to do something. */
  private void rest() {
    while (ready.isEmpty()) {
      if (monitors.tryUnheld()) {
        verdict.throwRaised();
        continue;
      }
      TimerEntry next = timers.first();
      if (next != null && !outside.comesWithin(next.deadline - time.now)) {
        timeMover.toNextTimer();
        return;
      }
      if (next == null && !outside.await()) {
        time.iteration--; // nothing ran in it
        throw verdict.orThrow(standstill);
      }
      mailbox.drain();
    }
  }
}
