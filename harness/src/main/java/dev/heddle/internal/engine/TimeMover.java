package dev.heddle.internal.engine;

import dev.heddle.internal.core.ReadyQueue;
import dev.heddle.internal.core.RunVerdict;
import dev.heddle.internal.core.SpinDetector;
import dev.heddle.internal.core.StepBudget;
import dev.heddle.internal.core.TimerEntry;
import dev.heddle.internal.core.Timers;
import dev.heddle.internal.core.VirtualTime;
import dev.heddle.internal.diagnose.Livelocks;

/** Where virtual time moves. It stands still everywhere else. */
final class TimeMover {
  private static final String SPIN_REMEDY =
      "Look at what the spinning loop waits for, and at which thread should bring that about.";

  private final VirtualTime time;

  private final Timers timers;

  private final ReadyQueue ready;

  private final TimeLimit limit;

  private final StepBudget budget;

  private final SpinDetector spinDetector;

  private final BusyStep busyStep;

  private final RunVerdict verdict;

  private final Livelocks livelocks;

  TimeMover(
      VirtualTime time,
      Timers timers,
      ReadyQueue ready,
      TimeLimit limit,
      StepBudget budget,
      SpinDetector spinDetector,
      BusyStep busyStep,
      RunVerdict verdict,
      Livelocks livelocks) {
    this.time = time;
    this.timers = timers;
    this.ready = ready;
    this.limit = limit;
    this.budget = budget;
    this.spinDetector = spinDetector;
    this.busyStep = busyStep;
    this.verdict = verdict;
    this.livelocks = livelocks;
  }

  /** Nothing is ready, or the policy chose so: time moves to the next timer, if there is one. */
  void toNextTimer() {
    TimerEntry timer = timers.first();
    if (timer != null && timer.deadline > time.now) {
      limit.check(timer.deadline);
      time.now = timer.deadline;
      spinDetector.timeMoved();
      budget.progress();
    }
  }

  /** Time moves past everything that is ready: the next timers join it. */
  void queueNextTimers() {
    toNextTimer();
    queueDueTimers();
  }

  /** Everything that is ready spins: time moves by {@code nanos}, to the next timer at most. */
  void pastSpinners(long nanos) {
    if (nanos == 0) {
      return;
    }
    TimerEntry next = timers.first();
    if (next != null && next.deadline - time.now <= nanos) {
      toNextTimer();
      return;
    }
    if (!limit.comes(nanos)) {
      throw verdict.orThrow(
          () ->
              livelocks.of(
                  "everything that could run spins, until virtual time has come to its end.",
                  SPIN_REMEDY,
                  null));
    }
    limit.check(time.now + nanos);
    time.now += nanos;
    spinDetector.timeMoved();
  }

  /** The running step takes {@code nanos} of virtual time. */
  void spend(long nanos) {
    if (nanos > 0) {
      long later = limit.after(nanos);
      limit.check(later);
      time.now = later;
      busyStep.timePasses();
      spinDetector.timeMoved();
      budget.progress();
    }
  }

  /** Puts the timers that are due into the ready queue. */
  void queueDueTimers() {
    for (TimerEntry due = timers.pollDue(time.now); due != null; due = timers.pollDue(time.now)) {
      ready.add(due);
    }
  }
}
