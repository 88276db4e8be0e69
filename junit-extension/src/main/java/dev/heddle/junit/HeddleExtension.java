package dev.heddle.junit;

import dev.heddle.Loop;
import dev.heddle.internal.testing.LoopParameters;
import dev.heddle.internal.testing.Session;
import dev.heddle.internal.testing.TestSettings;
import dev.heddle.verdict.ProblemsError;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/** Runs the methods of a test on the loop of its {@link Session}, and gives them its parameters. */
final class HeddleExtension
    implements BeforeEachCallback, AfterEachCallback, InvocationInterceptor, ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(HeddleExtension.class);

  // ---- the test's loop --------------------------------------------------------------------

  @Override
  public void beforeEach(ExtensionContext context) {
    if (isInsideLoop()) {
      throw new ExtensionConfigurationException(
          "Configuration error: test ["
              + context.getRequiredTestMethod()
              + "] cannot run in virtual time of its own: a loop runs the thread ["
              + Thread.currentThread().getName()
              + "] that JUnit runs it on. Start JUnit outside of Loop.run and of other Heddle"
              + " tests.");
    }
    TestSettings settings = JupiterSettings.of(context);
    if (settings.explores()) {
      store(context).put(TestExploration.class, new TestExploration(context, settings));
    } else {
      store(context).put(Session.class, Session.ofTest(settings));
    }
  }

  private static boolean isInsideLoop() {
    try {
      Loop.current();
      return true;
    } catch (IllegalStateException e) {
      return false;
    }
  }

  @Override
  public void afterEach(ExtensionContext context) throws InterruptedException {
    Session session = sessionOrNull(context);
    if (session == null) {
      return;
    }
    ProblemsError error = session.end(context.getExecutionException().orElse(null));
    for (String note : session.notes()) {
      context.publishReportEntry("heddle", note);
    }
    if (error != null) {
      throw error;
    }
  }

  private static ExtensionContext.Store store(ExtensionContext context) {
    return context.getStore(NAMESPACE);
  }

  private static @Nullable Session sessionOrNull(ExtensionContext context) {
    TestExploration explored = explored(context);
    return explored == null ? store(context).get(Session.class, Session.class) : explored.session();
  }

  private static @Nullable TestExploration explored(ExtensionContext context) {
    return store(context).get(TestExploration.class, TestExploration.class);
  }

  private static Session session(ExtensionContext context) {
    return Objects.requireNonNull(sessionOrNull(context), "JUnit calls beforeEach first");
  }

  // ---- methods ----------------------------------------------------------------------------

  @Override
  public void interceptBeforeEachMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    if (explored(context) == null) {
      run(invocation, method, context);
    } else {
      invocation.skip(); // it is run for every schedule
    }
  }

  @Override
  public void interceptTestMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    runTest(invocation, method, context);
  }

  @Override
  public void interceptTestTemplateMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    runTest(invocation, method, context);
  }

  @Override
  public <T extends @Nullable Object> T interceptTestFactoryMethod(
      Invocation<T> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    if (explored(context) != null) {
      throw new ExtensionConfigurationException(
          "Configuration error: @TestFactory ["
              + method.getExecutable()
              + "] cannot be run in more than one schedule, since its dynamic tests are JUnit's to"
              + " run. Explore in a @HeddleTest instead.");
    }
    return run(invocation, method, context);
  }

  @Override
  public void interceptDynamicTest(
      Invocation<@Nullable Void> invocation,
      DynamicTestInvocationContext test,
      ExtensionContext context)
      throws Throwable {
    session(context).runInTurn(context.getDisplayName(), invocation::proceed);
  }

  @Override
  public void interceptAfterEachMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    if (explored(context) == null) {
      run(invocation, method, context);
    } else {
      invocation.skip(); // it is run for every schedule
    }
  }

  private static void runTest(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    TestExploration explored = explored(context);
    if (explored == null) {
      run(invocation, method, context);
    } else {
      invocation.skip(); // it is run by the exploration, on instances of its own
      explored.run(method.getExecutable());
    }
  }

  private static <T extends @Nullable Object> T run(
      Invocation<T> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    return session(context).run(method.getExecutable().getName(), invocation::proceed);
  }

  // ---- parameters -------------------------------------------------------------------------

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return LoopParameters.knows(parameter.getParameter().getType());
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    Session session = sessionOrNull(context);
    if (session != null) {
      return session.parameter(type);
    }
    TestExploration explored = explored(context);
    if (explored == null) {
      throw new ParameterResolutionException(noLoopYet(parameter));
    }
    return explored.placeholder(type);
  }

  private static String noLoopYet(ParameterContext context) {
    Parameter parameter = context.getParameter();
    return "Configuration error: there is no loop for parameter ["
        + parameter
        + "] of ["
        + context.getDeclaringExecutable()
        + "]. Each test has a loop of its own, from its first @BeforeEach method to its last"
        + " @AfterEach method: take the parameter there.";
  }
}
