package dev.heddle.internal.engine;

import dev.heddle.internal.core.ManagedThread;
import dev.heddle.internal.core.RunVerdict;
import dev.heddle.internal.core.RunningStep;
import dev.heddle.internal.diagnose.Livelocks;
import dev.heddle.internal.memory.FieldValues;
import dev.heddle.internal.site.Site;
import dev.heddle.verdict.VerdictError;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The verdict on a thread that reads the same again and again, and nobody can change it. */
final class SpinVerdict implements BiFunction<Site, @Nullable Object, VerdictError> {
  private final RunningStep running;

  private final RunVerdict verdict;

  SpinVerdict(RunningStep running, RunVerdict verdict) {
    this.running = running;
    this.verdict = verdict;
  }

  @Override
  public VerdictError apply(Site site, @Nullable Object target) {
    ManagedThread self = running.thread;
    String who = self == null ? "a thread" : self.label();
    return verdict.raise(Livelocks.ofSpin(who, site, FieldValues.of(site, target)));
  }
}
