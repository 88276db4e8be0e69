package dev.heddle.junit.jqwik;

import dev.heddle.LoopBuilder;
import dev.heddle.internal.testing.Session;
import dev.heddle.internal.testing.TestSettings;
import dev.heddle.verdict.ProblemsError;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.lifecycle.AroundTryHook;
import net.jqwik.api.lifecycle.CannotResolveParameterException;
import net.jqwik.api.lifecycle.LifecycleContext;
import net.jqwik.api.lifecycle.ParameterResolutionContext;
import net.jqwik.api.lifecycle.PropagationMode;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;
import net.jqwik.api.lifecycle.ResolveParameterHook;
import net.jqwik.api.lifecycle.TryExecutionResult;
import net.jqwik.api.lifecycle.TryExecutor;
import net.jqwik.api.lifecycle.TryLifecycleContext;
import org.jspecify.annotations.Nullable;

/**
 * Runs the method of a property on a loop, inside whatever else is hooked around a try: that stays
 * on jqwik's thread.
 */
final class RunsOnLoop implements AroundTryHook, ResolveParameterHook {
  private static final int INNERMOST = 1_000;

  @Override
  public PropagationMode propagateTo() {
    return PropagationMode.ALL_DESCENDANTS;
  }

  @Override
  public int aroundTryProximity() {
    return INNERMOST;
  }

  // ---- the try ------------------------------------------------------------------------------

  @Override
  public TryExecutionResult aroundTry(
      TryLifecycleContext context, TryExecutor aTry, List<Object> parameters) throws Throwable {
    TestSettings settings = PropertySettings.ofProperty(context);
    LoopBuilder watched = Rerun.loop();
    LoopBuilder builder = settings.describe(watched == null ? loop(parameters) : watched);
    Session session = Session.ofRun(builder, settings.tolerated(), settings.stallTimeout());
    LoopStatistics.begin(session.loop());
    try {
      List<Object> values = injected(context, parameters, session);
      TryExecutionResult result = run(context.targetMethod().getName(), session, aTry, values);
      TryExecutionResult ended = end(session, result);
      if (watched == null && parameters.stream().anyMatch(Drawn.class::isInstance)) {
        TriedSchedules.ofProperty().add(session.loop().schedule());
      }
      return OffThread.explained(ended);
    } finally {
      LoopStatistics.end(session.loop(), watched == null);
    }
  }

  private static LoopBuilder loop(List<Object> parameters) {
    LoopBuilder loop = PropertySettings.loop();
    parameters.stream()
        .filter(Drawn.class::isInstance)
        .findFirst()
        .ifPresent(drawn -> loop.policy(((Drawn) drawn).policy()));
    return loop;
  }

  /** What the try comes to: what a loop says of it falsifies it, which jqwik can shrink. */
  private static TryExecutionResult run(
      String name, Session session, TryExecutor aTry, List<Object> values) {
    try {
      return session.run(name, () -> aTry.execute(values));
    } catch (Throwable e) {
      return TryExecutionResult.falsified(e);
    }
  }

  private static TryExecutionResult end(Session session, TryExecutionResult result)
      throws InterruptedException {
    Throwable failure = result.throwable().orElse(null);
    ProblemsError problems = session.end(failure);
    if (problems == null) {
      return result;
    }
    if (failure == null) {
      return TryExecutionResult.falsified(problems);
    }
    failure.addSuppressed(problems);
    return result;
  }

  // ---- parameters ---------------------------------------------------------------------------

  /** In place of the stand-ins that {@link #resolve} has given. */
  private static List<Object> injected(
      TryLifecycleContext context, List<Object> parameters, Session session) {
    List<Object> values = new ArrayList<>(parameters);
    Parameter[] declared = context.targetMethod().getParameters();
    for (int i = 0; i < declared.length; i++) {
      if (isInjected(declared[i])) {
        values.set(i, session.parameter(declared[i].getType()));
      }
    }
    return values;
  }

  private static boolean isInjected(Parameter parameter) {
    return Session.injects(parameter.getType()) && !parameter.isAnnotationPresent(ForAll.class);
  }

  @Override
  public Optional<ParameterSupplier> resolve(
      ParameterResolutionContext parameterContext, LifecycleContext context) {
    Parameter parameter = parameterContext.parameter();
    if (!isInjected(parameter)) {
      return Optional.empty();
    }
    if (!isOfProperty(parameter, context)) {
      throw new CannotResolveParameterException(parameterContext, noLoop(parameter));
    }
    Object placeholder = Session.placeholder(parameter.getType());
    return Optional.of(optionalTry -> placeholder);
  }

  private static boolean isOfProperty(Parameter parameter, @Nullable LifecycleContext context) {
    return context instanceof PropertyLifecycleContext property
        && parameter.getDeclaringExecutable().equals(property.targetMethod());
  }

  private static String noLoop(Parameter parameter) {
    return "There is no loop for parameter ["
        + parameter
        + "] of ["
        + parameter.getDeclaringExecutable()
        + "]. Each try has a loop of its own, which runs the method of the property alone: take the"
        + " parameter there.";
  }
}
