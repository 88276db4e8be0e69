package dev.heddle.junit;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExecutableInvoker;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestInstancePreDestroyCallback;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;

/**
 * Runs the methods of a test and the callbacks of its other extensions in JUnit's order, again and
 * again, each time with instances of its own: callbacks and {@code @BeforeEach} from the outermost
 * class in, the test, {@code @AfterEach} and callbacks from the inside out. A test class with the
 * lifecycle {@code PER_CLASS} keeps its one instance.
 */
final class Lifecycle {
  /** Runs a method as a main task. */
  @FunctionalInterface
  interface Main {
    void run(String name, Body body) throws Throwable;
  }

  /** A method that may throw anything. */
  @FunctionalInterface
  interface Body {
    void run() throws Throwable;
  }

  /** What an extension does in a run. */
  @FunctionalInterface
  private interface Callback<E> {
    void call(E extension, ExtensionContext context) throws Throwable;
  }

  /** A method of the class at an index. */
  private record MethodOf(int level, Method method) {}

  private final ExtensionContext context;

  private final Method test;

  private final @Nullable JupiterInternals internals;

  private final OtherExtensions others;

  private final RunInstances instances;

  /** In the order in which they are called. */
  private final List<MethodOf> before = new ArrayList<>();

  /** In the order in which they are called. */
  private final List<MethodOf> after = new ArrayList<>();

  // What other extensions do, in the order in which they are called.
  private final List<BeforeEachCallback> beforeEach;
  private final List<BeforeTestExecutionCallback> beforeTest;
  private final List<AfterTestExecutionCallback> afterTest;
  private final List<AfterEachCallback> afterEach;
  private final List<TestInstancePreDestroyCallback> beforeDestruction;

  /**
   * The lifecycle of a test.
   *
   * @param internals null if JUnit is another one than they were written for: then other extensions
   *     are not called, and a test whose fields they fill is refused
   */
  Lifecycle(ExtensionContext context, Method test, @Nullable JupiterInternals internals) {
    this.context = context;
    this.test = test;
    this.internals = internals;
    List<Class<?>> classes = new ArrayList<>(context.getEnclosingTestClasses());
    classes.add(context.getRequiredTestClass());
    for (int level = 0; level < classes.size(); level++) {
      add(before, level, classes, BeforeEach.class, HierarchyTraversalMode.TOP_DOWN);
    }
    for (int level = classes.size() - 1; level >= 0; level--) {
      add(after, level, classes, AfterEach.class, HierarchyTraversalMode.BOTTOM_UP);
    }
    others = new OtherExtensions(internals, classes);
    instances = new RunInstances(context, classes, others);
    beforeEach = others.of(context, BeforeEachCallback.class);
    beforeTest = others.of(context, BeforeTestExecutionCallback.class);
    afterTest = others.of(context, AfterTestExecutionCallback.class).reversed();
    afterEach = others.of(context, AfterEachCallback.class).reversed();
    beforeDestruction = others.of(context, TestInstancePreDestroyCallback.class).reversed();
  }

  private static void add(
      List<MethodOf> to,
      int level,
      List<Class<?>> classes,
      Class<? extends Annotation> annotation,
      HierarchyTraversalMode order) {
    AnnotationSupport.findAnnotatedMethods(classes.get(level), annotation, order)
        .forEach(method -> to.add(new MethodOf(level, method)));
  }

  /** Whether all runs share the test's instance. */
  boolean isShared() {
    return instances.areShared();
  }

  /**
   * Whether a field may be filled by an extension in JUnit's instance, and not in those of runs.
   */
  boolean mayHaveUnfilledFields() {
    return !isShared() && others.mayBeForeign(context);
  }

  /**
   * Refuses a test with such a field, by a run without its methods. Not on JUnit's thread, to which
   * extensions may have tied what they have done for JUnit's instance.
   */
  void refuseUnfilledFields() {
    RunContext attempt = new RunContext(context, internals);
    attempt.attempt(() -> instances.make(attempt));
    untilFailure(attempt, beforeEach, BeforeEachCallback::beforeEach);
    List<String> unfilled =
        attempt.failure == null
            ? UnfilledFields.in(instances.ofJUnit(), attempt.instances)
            : List.of(); // every schedule will say so
    if (!attempt.instances.isEmpty()) {
      all(attempt, afterEach, AfterEachCallback::afterEach);
    }
    end(attempt);
    refuse(unfilled);
  }

  private void refuse(List<String> unfilled) {
    if (!unfilled.isEmpty()) {
      throw new ExtensionConfigurationException(
          "Configuration error: test ["
              + test
              + "] is to be run in more than one schedule, each with an instance of its own, and"
              + " the extension that fills "
              + String.join(", ", unfilled)
              + " cannot be called for each. Fill it in the constructor or in a @BeforeEach method,"
              + " give all schedules one instance by @TestInstance(PER_CLASS), or run the test"
              + " once.");
    }
  }

  // ---- one run ------------------------------------------------------------------------------

  /** One run: what fails first is thrown, the rest is suppressed in it. */
  void run(Main main) throws Throwable {
    RunContext run = new RunContext(context, internals);
    run.attempt(() -> instances.make(run));
    if (run.failure == null) {
      callbacksAndMethods(run, main);
    }
    end(run);
    if (run.failure != null) {
      throw run.failure;
    }
  }

  private void callbacksAndMethods(RunContext run, Main main) {
    ExecutableInvoker invoker = run.invoker(context);
    untilFailure(run, beforeEach, BeforeEachCallback::beforeEach);
    if (run.failure == null) {
      for (MethodOf each : before) {
        if (run.failure == null) {
          call(run, main, invoker, each);
        }
      }
      if (run.failure == null) {
        testItself(run, main, invoker);
      }
      for (MethodOf each : after) {
        call(run, main, invoker, each);
      }
    }
    all(run, afterEach, AfterEachCallback::afterEach);
  }

  private void testItself(RunContext run, Main main, ExecutableInvoker invoker) {
    untilFailure(run, beforeTest, BeforeTestExecutionCallback::beforeTestExecution);
    if (run.failure == null) {
      call(run, main, invoker, new MethodOf(run.instances.size() - 1, test));
    }
    all(run, afterTest, AfterTestExecutionCallback::afterTestExecution);
  }

  private void end(RunContext run) {
    if (!isShared() && !run.instances.isEmpty()) {
      all(run, beforeDestruction, TestInstancePreDestroyCallback::preDestroyTestInstance);
    }
    run.values.close(run::attempt);
  }

  private static void call(RunContext run, Main main, ExecutableInvoker invoker, MethodOf each) {
    Method method = each.method();
    Object instance = run.instances.get(each.level());
    run.attempt(() -> main.run(method.getName(), () -> invoker.invoke(method, instance)));
  }

  private static <E extends Extension> void untilFailure(
      RunContext run, List<E> extensions, Callback<E> callback) {
    for (E each : run.own(extensions)) {
      if (run.failure == null) {
        run.attempt(() -> callback.call(each, run.context));
      }
    }
  }

  private static <E extends Extension> void all(
      RunContext run, List<E> extensions, Callback<E> callback) {
    for (E each : run.own(extensions)) {
      run.attempt(() -> callback.call(each, run.context));
    }
  }
}
