package dev.heddle.junit.jqwik;

import dev.heddle.explore.Explorer;
import dev.heddle.explore.ExplorerControl;
import dev.heddle.explore.Failure;
import dev.heddle.explore.NondeterminismError;
import dev.heddle.explore.ScheduleReport;
import dev.heddle.internal.testing.RunSettings;
import dev.heddle.internal.testing.TestSettings;
import dev.heddle.schedule.Policies;
import dev.heddle.schedule.Policy;
import dev.heddle.schedule.Schedule;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import net.jqwik.api.JqwikException;
import net.jqwik.api.Shrinkable;
import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.AroundTryHook;
import net.jqwik.api.lifecycle.FalsifiedSample;
import net.jqwik.api.lifecycle.Lifespan;
import net.jqwik.api.lifecycle.PropagationMode;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;
import net.jqwik.api.lifecycle.Store;
import net.jqwik.api.lifecycle.TryExecutionResult;
import net.jqwik.api.lifecycle.TryExecutor;
import net.jqwik.api.lifecycle.TryLifecycleContext;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/**
 * Runs the sample that jqwik has shrunk a property to again, when all is over, and attaches what
 * can be said of its schedule to what the property fails with.
 */
final class ExplainsFailures implements AroundTryHook, AroundPropertyHook {
  /** Outside of the methods with {@code @BeforeTry}, which belong to each run. */
  private static final int OUTERMOST = -1_000;

  /** jqwik has shrunk the schedule already. */
  private static final int SHRINK_RUNS = 2_000;

  @Override
  public PropagationMode propagateTo() {
    return PropagationMode.ALL_DESCENDANTS;
  }

  @Override
  public int aroundTryProximity() {
    return OUTERMOST;
  }

  @Override
  public TryExecutionResult aroundTry(
      TryLifecycleContext context, TryExecutor aTry, List<Object> parameters) {
    lastTry().set(aTry);
    return aTry.execute(parameters);
  }

  /** How to execute a try of the property that runs: as the last one was. */
  private static AtomicReference<@Nullable TryExecutor> lastTry() {
    return Store.<AtomicReference<@Nullable TryExecutor>>getOrCreate(
            ExplainsFailures.class, Lifespan.PROPERTY, AtomicReference::new)
        .get();
  }

  @Override
  public PropertyExecutionResult aroundProperty(
      PropertyLifecycleContext context, PropertyExecutor property) {
    TestSettings settings = PropertySettings.ofProperty(context);
    refuseTwoDrawn(context);
    PropertyExecutionResult result = property.execute();
    if (settings.get(RunSettings.SUMMARY)
        && result.status() == PropertyExecutionResult.Status.SUCCESSFUL) {
      TriedSchedules.ofProperty().print(context);
    }
    TryExecutor aTry = lastTry().get();
    FalsifiedSample sample = sample(result);
    if (sample == null || aTry == null) {
      return result;
    }
    return explained(result, sample, new Rerun(aTry, () -> values(sample)), settings);
  }

  private static void refuseTwoDrawn(PropertyLifecycleContext context) {
    List<String> drawn =
        Arrays.stream(context.targetMethod().getParameterTypes())
            .filter(Drawn.class::isAssignableFrom)
            .map(Class::getSimpleName)
            .toList();
    if (drawn.size() > 1) {
      throw new JqwikException(
          "Property ["
              + context.targetMethod()
              + "] draws more than one thing that decides what goes next, "
              + drawn
              + ": keep one.");
    }
  }

  private static @Nullable FalsifiedSample sample(PropertyExecutionResult result) {
    if (result.status() != PropertyExecutionResult.Status.FAILED) {
      return null;
    }
    return result
        .shrunkSample()
        .<FalsifiedSample>map(shrunk -> shrunk)
        .or(result::originalSample)
        .orElse(null);
  }

  private static List<Object> values(FalsifiedSample sample) {
    return sample.shrinkables().stream().map(Shrinkable::value).toList();
  }

  private static PropertyExecutionResult explained(
      PropertyExecutionResult result, FalsifiedSample sample, Rerun rerun, TestSettings settings) {
    Policy policy =
        sample.parameters().stream()
            .filter(Drawn.class::isInstance)
            .map(drawn -> ((Drawn) drawn).policy())
            .findFirst()
            .orElseGet(Policies::fifo);
    try {
      Explorer explorer =
          Explorer.create()
              .shrinkRuns(SHRINK_RUNS)
              .stallTimeout(settings.stallTimeout())
              .failures(thrown -> !(thrown instanceof TestAbortedException));
      Throwable thrown = result.throwable().orElseGet(Rerun::returnedFalse);
      Failure failure = ExplorerControl.explain(explorer, policy, thrown, rerun);
      ScheduleReport.attach(failure, drawn(sample) + replayLine(failure.schedule()));
      return result.mapToFailed(failure.thrown());
    } catch (NondeterminismError e) {
      result.throwable().ifPresent(thrown -> thrown.addSuppressed(e));
      return result;
    }
  }

  /** The drawn data that jqwik shows in its own report only. */
  private static String drawn(FalsifiedSample sample) {
    StringBuilder text = new StringBuilder();
    for (Object value : values(sample)) {
      if (value instanceof Drawn) {
        text.append("drawn: ").append(value).append('\n');
      } else if (value instanceof ConcurrentProgram program) {
        text.append("drawn: a program, ").append(program.inBothLanguages());
      }
    }
    return text.toString();
  }

  private static String replayLine(Schedule schedule) {
    return "replay: Loop.builder().policy(Policies.replay(Schedule.parse(\""
        + schedule
        + "\"))).run(...)";
  }
}
