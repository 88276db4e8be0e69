package dev.heddle.internal.engine;

import dev.heddle.internal.core.Decisions;
import dev.heddle.internal.core.Entry;
import dev.heddle.internal.core.EntryRunner;
import dev.heddle.internal.core.Heartbeat;
import dev.heddle.internal.core.ManagedThread;
import dev.heddle.internal.core.ReadyQueue;
import dev.heddle.internal.core.RunVerdict;
import dev.heddle.internal.core.SpinDetector;
import dev.heddle.internal.core.StepBudget;
import dev.heddle.internal.core.Times;
import dev.heddle.internal.core.VirtualTime;
import dev.heddle.internal.diagnose.Livelocks;
import dev.heddle.internal.diagnose.Problems;
import dev.heddle.internal.monitor.Monitors;
import dev.heddle.internal.settings.LoopSettings;
import dev.heddle.internal.settings.Settings;
import dev.heddle.internal.source.KindNames;
import dev.heddle.trace.Recorder;
import dev.heddle.trace.Step.End;
import dev.heddle.verdict.LivelockError;
import dev.heddle.verdict.Problem;
import dev.heddle.verdict.Remedy;
import java.time.Duration;

/** Runs one entry of the ready queue: calls a callback, or has {@link Steps} take a step. */
final class EntryExecutor implements EntryRunner {
  private static final String STEP_REMEDY =
      "If the run is really that long, allow more steps: Loop.builder().stepLimit(...).";

  private final ReadyQueue ready;

  private final VirtualTime time;

  private final Heartbeat heartbeat;

  private final StepBudget budget;

  private final RunVerdict verdict;

  private final Problems problems;

  private final Livelocks livelocks;

  private final Shutdown shutdown;

  private final Decisions decisions;

  private final SpinDetector spinDetector;

  private final BusyStep busyStep;

  private final Monitors monitors;

  private final Steps steps;

  private final Recorder recorder;

  /** Debug mode: whether slow steps are reported. */
  private boolean debug;

  /** A step is slow if it takes so much virtual time. */
  private long slowStepNanos;

  EntryExecutor(
      Settings settings,
      ReadyQueue ready,
      VirtualTime time,
      Heartbeat heartbeat,
      StepBudget budget,
      RunVerdict verdict,
      Problems problems,
      Livelocks livelocks,
      Shutdown shutdown,
      Decisions decisions,
      SpinDetector spinDetector,
      BusyStep busyStep,
      Monitors monitors,
      Steps steps,
      Recorder recorder) {
    this.ready = ready;
    this.time = time;
    this.heartbeat = heartbeat;
    this.budget = budget;
    this.verdict = verdict;
    this.problems = problems;
    this.livelocks = livelocks;
    this.shutdown = shutdown;
    this.decisions = decisions;
    this.spinDetector = spinDetector;
    this.busyStep = busyStep;
    this.monitors = monitors;
    this.steps = steps;
    this.recorder = recorder;
    debug = settings.get(LoopSettings.DEBUG);
    setSlowStep(settings.get(LoopSettings.SLOW_STEP));
  }

  void setDebug(boolean on) {
    debug = on;
  }

  void setSlowStep(Duration threshold) {
    slowStepNanos = Times.nanos(threshold);
  }

  /** Runs an entry, if the run may take one step more. */
  void run(Entry entry) {
    long before = time.now;
    heartbeat.countStep();
    if (!budget.take()) {
      ready.add(entry); // for the clean-up
      throw verdict.orThrow(this::outOfSteps);
    }
    try {
      entry.run(this);
    } finally {
      if (debug && time.now - before >= slowStepNanos) {
        problems.report(
            Problem.Kind.SLOW_STEP, Times.slow(entry.label(), time.now - before), null, null);
      }
    }
    verdict.throwRaised();
  }

  private LivelockError outOfSteps() {
    return shutdown.isEnding()
        ? livelocks.ofShutdown(budget.most())
        : livelocks.of(budget.exhausted(), STEP_REMEDY, Remedy.of("stepLimit"));
  }

  @Override
  public void step(ManagedThread managed) {
    steps.run(managed);
  }

  @Override
  public void call(Runnable callback, boolean quiet) {
    busyStep.begins();
    try {
      callback.run();
    } catch (Throwable e) {
      if (verdict.is(e)) {
        return; // it leaves the loop by itself
      }
      problems.report(
          Problem.Kind.CALLBACK, "Exception in callback " + KindNames.nameOf(callback), e, null);
    } finally {
      monitors.afterCallback();
      if (!quiet) {
        spinDetector.happened();
        recorder.step(time.now, time.iteration, "-", End.CALLBACK, "", decisions.latest(), "");
      }
    }
  }
}
