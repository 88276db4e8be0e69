package dev.heddle.internal.agent;

import dev.heddle.internal.hook.HookCopies;
import dev.heddle.internal.site.CodeNames;
import dev.heddle.internal.source.CodeUnderTest;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The Java agent that makes time virtual for managed threads, and gives code scheduling points. */
public final class HeddleAgent {
  /** Null: the agent is not there yet. */
  private static volatile @Nullable HeddleAgent installed;

  private final Instrumentation jvm;

  private final Transformer transformer = new Transformer(Jdk25Edits.ALL);

  /** The names of code that has points besides code under test. */
  private final Set<String> included = new HashSet<>();

  private HeddleAgent(Instrumentation jvm) {
    this.jvm = jvm;
  }

  /** Transforms the classes that know of time; the JDK's internals have to be open. */
  static void install(Instrumentation jvm) {
    HookCopies.define();
    HeddleAgent agent = new HeddleAgent(jvm);
    jvm.addTransformer(agent.transformer, true);
    agent.transformer.loadEdited();
    agent.retransformLoaded(agent.transformer::wantsLoaded);
    agent.transformer.check();
    installed = agent;
  }

  /** The agent, once it is installed. */
  static HeddleAgent get() {
    return Objects.requireNonNull(installed);
  }

  /** Why classes could not be transformed, by their names: these see real time. */
  public static SortedMap<String, Throwable> untransformed() {
    HeddleAgent agent = installed;
    return agent == null || agent.transformer.untransformed().isEmpty()
        ? Collections.emptySortedMap()
        : agent.transformer.untransformed().all();
  }

  // ---- scheduling points ----------------------------------------------------------------------

  /** Gives code under test its scheduling points, also where it is loaded already. */
  void beginPoints() {
    transformer.beginPoints();
    retransformLoaded(transformer::wantsPoints);
  }

  /**
   * Gives other code scheduling points, also where it is loaded already. When it returns, the code
   * has them, whoever has asked first.
   *
   * @param names of classes of the JDK, which are meant with their superclasses and nested classes,
   *     and of classes and packages of libraries
   */
  synchronized void include(List<String> names) {
    if (!included.addAll(names)) {
      return; // as in most runs: a search has the same names in all
    }
    List<Class<?>> ofJdk = new ArrayList<>();
    List<String> libraries = new ArrayList<>();
    for (String name : names) {
      Class<?> type = findInJdk(name);
      if (type != null) {
        addInside(type, ofJdk);
      } else if (transformer.addLibrary(name)) {
        libraries.add(name);
      }
    }
    if (!ofJdk.isEmpty()) {
      retransform(ofJdk);
    }
    if (!libraries.isEmpty()) {
      retransformLoaded(
          type -> transformer.wantsPoints(type) && CodeNames.match(libraries, type.getName()));
    }
  }

  private static @Nullable Class<?> findInJdk(String name) {
    try {
      return Class.forName(name, false, null);
    } catch (ClassNotFoundException e) {
      return null;
    }
  }

  private void addInside(Class<?> type, List<Class<?>> added) {
    for (Class<?> at = type; at != null && at != Object.class; at = at.getSuperclass()) {
      if (transformer.addInside(at.getName())) {
        added.add(at);
        for (Class<?> nested : at.getDeclaredClasses()) {
          addInside(nested, added);
        }
      }
    }
  }

  // ---- loaded classes -------------------------------------------------------------------------

  /**
   * The classes under test that are loaded since the last call, and do not tell when they are
   * initialised. At the first call these are all that are loaded.
   */
  List<Class<?>> takeLoaded(boolean first) {
    List<Class<?>> loaded = transformer.loaded().take();
    return first ? loaded(CodeUnderTest::has) : loaded;
  }

  /** The classes of libraries that are loaded. */
  List<Class<?>> loadedOfLibraries() {
    return loaded(CodeUnderTest::isLibrary);
  }

  private List<Class<?>> loaded(Predicate<Class<?>> which) {
    List<Class<?>> loaded = new ArrayList<>();
    for (Class<?> type : jvm.getAllLoadedClasses()) {
      if (!type.isArray() && !type.isPrimitive() && which.test(type)) {
        loaded.add(type);
      }
    }
    return loaded;
  }

  // ---- transforming again ---------------------------------------------------------------------

  private void retransformLoaded(Predicate<Class<?>> which) {
    retransform(loaded(type -> jvm.isModifiableClass(type) && which.test(type)));
  }

  /**
   * Leaves out the classes that the JVM refuses, which it tells by an {@code InternalError} if they
   * cannot run, as their initialiser failed.
   */
  private void retransform(List<Class<?>> loaded) {
    try {
      jvm.retransformClasses(loaded.toArray(new Class<?>[0]));
    } catch (UnmodifiableClassException e) {
      throw new IllegalStateException("A class that said it was modifiable is not", e);
    } catch (InternalError | LinkageError e) {
      int half = loaded.size() / 2;
      if (half > 0) {
        retransform(loaded.subList(0, half));
        retransform(loaded.subList(half, loaded.size()));
      } else if (e instanceof LinkageError) {
        transformer.untransformed().add(loaded.get(0).getName(), e);
      }
    }
  }
}
