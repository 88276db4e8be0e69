package dev.heddle.junit;

import dev.heddle.internal.core.SneakyThrow;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExecutableInvoker;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.TestInstances;

/**
 * What extensions see of one run of a test: JUnit's context of it, with instances, values and a
 * failure of its own.
 */
final class RunContext implements InvocationHandler {
  private static final Namespace OURS = Namespace.create(HeddleExtension.class);

  /** JUnit's context of the test. */
  private final ExtensionContext test;

  /** Null: what this run has of its own cannot be shown to extensions. */
  private final @Nullable JupiterInternals internals;

  /** This as a context; JUnit's own if that cannot be. */
  final ExtensionContext context;

  /** Outermost first; fewer while they are being made. */
  final List<Object> instances = new ArrayList<>();

  /** What extensions keep for this run. */
  final RunValues values;

  /** What it has failed with so far; null if with nothing. */
  @Nullable Throwable failure;

  /** Extensions in fields of JUnit's own instances, each with that of this run's, once there. */
  private final IdentityHashMap<Extension, Optional<Extension>> substitutes =
      new IdentityHashMap<>();

  RunContext(ExtensionContext test, @Nullable JupiterInternals internals) {
    this.test = test;
    this.internals = internals;
    values = new RunValues(closesAll(test));
    context = internals == null ? test : internals.context(this);
  }

  private static boolean closesAll(ExtensionContext test) {
    return test.getConfigurationParameter(
            "junit.jupiter.extensions.store.close.autocloseable.enabled")
        .map(Boolean::parseBoolean)
        .orElse(true);
  }

  /** Does a part of the run; what that throws is a failure of it. */
  void attempt(Lifecycle.Body part) {
    try {
      part.run();
    } catch (Throwable e) {
      if (failure == null) {
        failure = e;
      } else if (failure != e) {
        failure.addSuppressed(e);
      }
    }
  }

  /** An extension of JUnit's own instance is none of this run, until it has one in its place. */
  void expectSubstitute(Extension ofJUnit) {
    substitutes.put(ofJUnit, Optional.empty());
  }

  /** From now on an extension of this run takes the place of one of JUnit's own instance. */
  void substitute(Extension ofJUnit, Extension ofRun) {
    substitutes.put(ofJUnit, Optional.of(ofRun));
  }

  /** Those of this run: with its own in place of those of JUnit's instances. */
  @SuppressWarnings("unchecked") // fields of one declaration
  <E extends Extension> List<E> own(List<E> extensions) {
    if (substitutes.isEmpty()) {
      return extensions;
    }
    List<E> own = new ArrayList<>();
    for (E each : extensions) {
      Optional<Extension> substitute = substitutes.get(each);
      if (substitute == null) {
        own.add(each);
      } else {
        substitute.ifPresent(found -> own.add((E) found));
      }
    }
    return own;
  }

  /** Calls methods of this run with parameters, by the extensions that are registered there. */
  ExecutableInvoker invoker(ExtensionContext level) {
    return internals == null
        ? test.getExecutableInvoker()
        : internals.invoker(context, kind -> extensions(internals, level, kind));
  }

  private List<? extends Extension> extensions(
      JupiterInternals jupiter, ExtensionContext level, Class<? extends Extension> kind) {
    return own(jupiter.extensions(level, kind));
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) {
    return switch (method.getName()) {
      case "getTestInstance" -> Optional.ofNullable(innermost());
      case "getRequiredTestInstance" -> required(innermost(), "instance");
      case "getTestInstances" -> Optional.ofNullable(allInstances());
      case "getRequiredTestInstances" -> required(allInstances(), "instances");
      case "getExecutionException" -> Optional.ofNullable(failure);
      case "getExecutableInvoker" -> invoker(test);
      case "getExtensions" -> extensions(Objects.requireNonNull(internals), test, kind(arguments));
      case "getStore" -> store(arguments);
      case "equals" -> arguments != null && proxy == arguments[0];
      case "hashCode" -> System.identityHashCode(proxy);
      case "toString" -> "one run of " + test.getDisplayName();
      default -> ofTest(method, arguments);
    };
  }

  private @Nullable Object innermost() {
    return instances.isEmpty() ? null : instances.get(instances.size() - 1);
  }

  private static Object required(@Nullable Object value, String what) {
    if (value == null) {
      throw new org.junit.platform.commons.PreconditionViolationException(
          "Illegal state: required test " + what + " is not present in the current context");
    }
    return value;
  }

  private @Nullable TestInstances allInstances() {
    return instances.isEmpty() ? null : new Instances(List.copyOf(instances));
  }

  @SuppressWarnings("unchecked")
  private static Class<? extends Extension> kind(Object @Nullable [] arguments) {
    return (Class<? extends Extension>) Objects.requireNonNull(arguments)[0];
  }

  /** Of this run, unless the scope is a wider one. */
  private @Nullable Object store(Object @Nullable [] arguments) {
    Object[] given = Objects.requireNonNull(arguments);
    Namespace namespace = (Namespace) given[given.length - 1];
    if (given.length > 1 && given[0] != StoreScope.EXTENSION_CONTEXT) {
      return test.getStore((StoreScope) given[0], namespace);
    }
    Store around =
        namespace.equals(OURS)
            ? test.getStore(namespace)
            : test.getParent().orElseThrow().getStore(namespace);
    return values.store(namespace, around);
  }

  private @Nullable Object ofTest(Method method, Object @Nullable [] arguments) {
    try {
      return method.invoke(test, arguments);
    } catch (InvocationTargetException e) {
      throw SneakyThrow.rethrow(Objects.requireNonNull(e.getCause()));
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private record Instances(List<Object> all) implements TestInstances {
    @Override
    public Object getInnermostInstance() {
      return all.get(all.size() - 1);
    }

    @Override
    public List<Object> getEnclosingInstances() {
      return all.subList(0, all.size() - 1);
    }

    @Override
    public List<Object> getAllInstances() {
      return all;
    }

    @Override
    public <T> Optional<T> findInstance(Class<T> type) {
      return all.reversed().stream().filter(type::isInstance).map(type::cast).findFirst();
    }
  }
}
