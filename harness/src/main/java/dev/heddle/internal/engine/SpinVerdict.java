package dev.heddle.internal.engine;

import dev.heddle.internal.core.ManagedThread;
import dev.heddle.internal.core.RunVerdict;
import dev.heddle.internal.core.RunningStep;
import dev.heddle.internal.diagnose.Livelocks;
import dev.heddle.internal.memory.Spinning;
import dev.heddle.verdict.VerdictError;
import java.util.function.Function;

/** The verdict on a thread that does the same again and again, and nobody can change it. */
final class SpinVerdict implements Function<Spinning, VerdictError> {
  private final RunningStep running;

  private final RunVerdict verdict;

  SpinVerdict(RunningStep running, RunVerdict verdict) {
    this.running = running;
    this.verdict = verdict;
  }

  @Override
  public VerdictError apply(Spinning spinning) {
    ManagedThread self = running.thread;
    return verdict.raise(Livelocks.ofSpin(self == null ? "a thread" : self.label(), spinning));
  }
}
