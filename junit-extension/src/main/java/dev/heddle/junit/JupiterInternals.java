package dev.heddle.junit;

import dev.heddle.internal.core.SneakyThrow;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExecutableInvoker;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What Jupiter's engine knows and its API does not tell: which extensions a test has, and how to
 * call a method with parameters that they resolve for another context than JUnit's own. Public
 * members of Jupiter's internal classes, the same in 5.14 and 6.
 */
final class JupiterInternals {
  private static final String CONTEXT =
      "org.junit.jupiter.engine.extension.ExtensionContextInternal";
  private static final String REGISTRY = "org.junit.jupiter.engine.extension.ExtensionRegistry";
  private static final String INVOKER =
      "org.junit.jupiter.engine.execution.DefaultExecutableInvoker";

  /** A context that tells its extensions. */
  private final Class<?> contextType;

  /** Its method that does. */
  private final Method extensions;

  private final Class<?> registryType;

  private final Constructor<?> newInvoker;

  private JupiterInternals(ClassLoader engine) throws ReflectiveOperationException {
    contextType = engine.loadClass(CONTEXT);
    extensions = contextType.getMethod("getExtensions", Class.class);
    registryType = engine.loadClass(REGISTRY);
    newInvoker = engine.loadClass(INVOKER).getConstructor(ExtensionContext.class, registryType);
  }

  /**
   * Those of the engine that runs a test; null if that is another one than this was written for.
   */
  static @Nullable JupiterInternals of(ExtensionContext context) {
    return of(context, context.getClass().getClassLoader());
  }

  static @Nullable JupiterInternals of(ExtensionContext context, ClassLoader engine) {
    try {
      JupiterInternals internals = new JupiterInternals(engine);
      internals.extensions(context, Extension.class);
      internals.proxy(internals.contextType, (proxy, method, arguments) -> null);
      return internals;
    } catch (ReflectiveOperationException | LinkageError | RuntimeException e) {
      return null;
    }
  }

  /** The extensions of a kind that are registered for a test or a class, in JUnit's order. */
  @SuppressWarnings("unchecked")
  <E extends Extension> List<E> extensions(ExtensionContext context, Class<E> kind) {
    return (List<E>) call(() -> extensions.invoke(context, kind));
  }

  /** A context whose methods are those of {@code handler}. */
  ExtensionContext context(InvocationHandler handler) {
    return (ExtensionContext) proxy(contextType, handler);
  }

  /** Calls methods for a context, with parameters that those extensions resolve. */
  ExecutableInvoker invoker(
      ExtensionContext context, Function<Class<? extends Extension>, List<?>> extensions) {
    Object registry =
        proxy(
            registryType,
            (proxy, method, arguments) -> {
              @SuppressWarnings("unchecked")
              List<?> found = extensions.apply((Class<? extends Extension>) arguments[0]);
              return method.getName().equals("stream") ? found.stream() : found;
            });
    return (ExecutableInvoker) call(() -> newInvoker.newInstance(context, registry));
  }

  private Object proxy(Class<?> type, InvocationHandler handler) {
    return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler);
  }

  /** A reflective call. */
  @FunctionalInterface
  private interface Call {
    Object run() throws ReflectiveOperationException;
  }

  private static Object call(Call call) {
    try {
      return call.run();
    } catch (InvocationTargetException e) {
      throw SneakyThrow.rethrow(Objects.requireNonNull(e.getCause()));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
