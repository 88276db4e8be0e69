package dev.heddle.junit;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExecutableInvoker;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.extension.TestInstanceFactory;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePostProcessor;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;
import org.junit.jupiter.api.extension.TestInstantiationAwareExtension;
import org.junit.jupiter.api.extension.TestInstantiationAwareExtension.ExtensionContextScope;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.ModifierSupport;

/**
 * Makes the instances of a test's runs as JUnit makes those of a test: from the outermost class in,
 * each constructed and then filled by the extensions that are registered for its class.
 */
final class RunInstances {
  private final ExtensionContext test;

  /** From the outermost class in. */
  private final List<Level> levels = new ArrayList<>();

  /**
   * One of the classes around a test, or its own.
   *
   * @param type the class
   * @param ofClass JUnit's context of it
   * @param fields of the type's instances that hold an extension
   */
  private record Level(
      Class<?> type,
      ExtensionContext ofClass,
      List<TestInstancePreConstructCallback> beforeConstruction,
      List<TestInstanceFactory> factories,
      List<TestInstancePostProcessor> afterConstruction,
      ExtensionContext registeredIn,
      List<Field> fields) {}

  RunInstances(ExtensionContext test, List<Class<?>> classes, OtherExtensions others) {
    this.test = test;
    for (Class<?> type : classes) {
      ExtensionContext ofClass = contextOf(type);
      boolean innermost = type == test.getRequiredTestClass();
      ExtensionContext in = innermost ? test : ofClass; // a nested class adds none to those around
      levels.add(
          new Level(
              type,
              ofClass,
              others.of(in, TestInstancePreConstructCallback.class),
              others.of(in, TestInstanceFactory.class),
              others.of(in, TestInstancePostProcessor.class),
              in,
              AnnotationSupport.findAnnotatedFields(
                  type, RegisterExtension.class, ModifierSupport::isNotStatic)));
    }
  }

  private ExtensionContext contextOf(Class<?> type) {
    Optional<ExtensionContext> context = test.getParent();
    while (context.isPresent() && !isOf(type, context.get())) {
      context = context.get().getParent();
    }
    return context.orElse(test);
  }

  private static boolean isOf(Class<?> type, ExtensionContext context) {
    return context.getTestMethod().isEmpty()
        && context.getTestClass().filter(type::equals).isPresent();
  }

  /** Whether all runs share JUnit's own. */
  boolean areShared() {
    return test.getTestInstanceLifecycle().orElse(null) == TestInstance.Lifecycle.PER_CLASS;
  }

  /** JUnit's own, outermost first. */
  List<Object> ofJUnit() {
    return test.getRequiredTestInstances().getAllInstances();
  }

  /** Those of a run. */
  void make(RunContext run) throws Throwable {
    if (areShared()) {
      run.instances.addAll(ofJUnit());
      return;
    }
    for (int i = 0; i < levels.size(); i++) {
      for (Field field : levels.get(i).fields()) {
        run.expectSubstitute(extension(field, ofJUnit().get(i)));
      }
    }
    List<Object> made = new ArrayList<>();
    for (Level level : levels) {
      Object outer = made.isEmpty() ? null : made.get(made.size() - 1);
      Object instance = make(run, level, outer);
      Object ofJUnit = ofJUnit().get(made.size());
      made.add(instance);
      run.attempt(() -> fill(run, level, instance, ofJUnit));
    }
    run.instances.addAll(made);
  }

  private static void fill(RunContext run, Level level, Object instance, Object ofJUnit)
      throws Exception {
    for (TestInstancePostProcessor each : run.own(level.afterConstruction())) {
      each.postProcessTestInstance(instance, seenBy(each, run, level));
    }
    for (Field field : level.fields()) {
      run.substitute(extension(field, ofJUnit), extension(field, instance));
    }
  }

  private static Object make(RunContext run, Level level, @Nullable Object outer) throws Exception {
    TestInstanceFactoryContext of = new Of(level.type(), Optional.ofNullable(outer));
    for (TestInstancePreConstructCallback each : run.own(level.beforeConstruction())) {
      each.preConstructTestInstance(of, seenBy(each, run, level));
    }
    for (TestInstanceFactory each : run.own(level.factories()).reversed()) {
      return each.createTestInstance(of, seenBy(each, run, level));
    }
    ExecutableInvoker invoker = run.invoker(level.registeredIn());
    Constructor<?> constructor = level.type().getDeclaredConstructors()[0];
    return outer == null ? invoker.invoke(constructor) : invoker.invoke(constructor, outer);
  }

  private record Of(Class<?> getTestClass, Optional<Object> getOuterInstance)
      implements TestInstanceFactoryContext {}

  /** Older extensions get the context of the class while its instances are made. */
  private static ExtensionContext seenBy(
      TestInstantiationAwareExtension extension, RunContext run, Level level) {
    ExtensionContextScope scope =
        extension.getTestInstantiationExtensionContextScope(run.context.getRoot());
    return scope == ExtensionContextScope.TEST_METHOD ? run.context : level.ofClass();
  }

  private static Extension extension(Field field, Object instance)
      throws ReflectiveOperationException {
    field.setAccessible(true);
    return (Extension) field.get(instance);
  }
}
