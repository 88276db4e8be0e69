package dev.heddle.junit;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExecutableInvoker;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;

/**
 * Runs the methods of a test in JUnit's order, again and again, each time with instances of its
 * own: {@code @BeforeEach} from the outermost class in, the test, {@code @AfterEach} from the
 * inside out. A test class with the lifecycle {@code PER_CLASS} keeps its one instance.
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

  private final ExtensionContext context;

  private final ExecutableInvoker invoker;

  private final Method test;

  /** Outermost first. */
  private final List<Class<?>> classes = new ArrayList<>();

  Lifecycle(ExtensionContext context, Method test) {
    this.context = context;
    this.test = test;
    invoker = context.getExecutableInvoker();
    classes.addAll(context.getEnclosingTestClasses());
    classes.add(context.getRequiredTestClass());
  }

  /** Whether all runs share the test's instance. */
  boolean isShared() {
    return context.getTestInstanceLifecycle().orElse(null) == TestInstance.Lifecycle.PER_CLASS;
  }

  /** One run: what fails first is thrown, the rest is suppressed in it. */
  void run(Main main) throws Throwable {
    List<Object> instances = instances();
    Throwable failure = before(main, instances);
    if (failure == null) {
      failure = called(main, test, instances.get(instances.size() - 1), null);
    }
    failure = after(main, instances, failure);
    if (failure != null) {
      throw failure;
    }
  }

  private List<Object> instances() {
    if (isShared()) {
      return context.getRequiredTestInstances().getAllInstances();
    }
    List<Object> instances = new ArrayList<>();
    Object outer = null;
    for (Class<?> type : classes) {
      Constructor<?> constructor = type.getDeclaredConstructors()[0];
      outer = outer == null ? invoker.invoke(constructor) : invoker.invoke(constructor, outer);
      instances.add(outer);
    }
    return instances;
  }

  private @Nullable Throwable before(Main main, List<Object> instances) {
    for (int i = 0; i < classes.size(); i++) {
      for (Method method :
          AnnotationSupport.findAnnotatedMethods(
              classes.get(i), BeforeEach.class, HierarchyTraversalMode.TOP_DOWN)) {
        Throwable failure = called(main, method, instances.get(i), null);
        if (failure != null) {
          return failure;
        }
      }
    }
    return null;
  }

  private @Nullable Throwable after(Main main, List<Object> instances, @Nullable Throwable before) {
    Throwable failure = before;
    for (int i = classes.size() - 1; i >= 0; i--) {
      for (Method method :
          AnnotationSupport.findAnnotatedMethods(
              classes.get(i), AfterEach.class, HierarchyTraversalMode.BOTTOM_UP)) {
        failure = called(main, method, instances.get(i), failure);
      }
    }
    return failure;
  }

  private @Nullable Throwable called(
      Main main, Method method, Object instance, @Nullable Throwable before) {
    try {
      main.run(method.getName(), () -> invoker.invoke(method, instance));
      return before;
    } catch (Throwable e) {
      if (before == null) {
        return e;
      }
      if (before != e) {
        before.addSuppressed(e);
      }
      return before;
    }
  }
}
