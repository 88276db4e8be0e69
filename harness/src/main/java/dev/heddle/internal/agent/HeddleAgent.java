package dev.heddle.internal.agent;

import dev.heddle.internal.hook.HookCopies;
import dev.heddle.internal.site.CodeNames;
import dev.heddle.internal.source.CodeUnderTest;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The Java agent that makes time virtual for managed threads. */
public final class HeddleAgent {
  /** What transforms classes from the installation on. */
  private static volatile @Nullable Transformer installed;

  private static volatile @Nullable Instrumentation instrumentation;

  private HeddleAgent() {}

  /** Transforms the classes that know of time; the JDK's internals have to be open. */
  static void install(Instrumentation ofJvm) {
    HookCopies.define();
    Transformer transformer = new Transformer(Jdk25Edits.ALL);
    ofJvm.addTransformer(transformer, true);
    transformer.loadEdited();
    retransform(ofJvm, transformer);
    instrumentation = ofJvm;
    installed = transformer;
  }

  /** Gives code under test its scheduling points, also where it is loaded already. */
  static void beginPoints() {
    Objects.requireNonNull(installed).beginPoints();
    retransformLoaded(type -> true);
  }

  /**
   * Gives other code scheduling points, also where it is loaded already.
   *
   * @param names of classes of the JDK, which are meant with their superclasses and nested classes,
   *     and of classes and packages of libraries
   */
  static void include(List<String> names) {
    Transformer transformer = Objects.requireNonNull(installed);
    Set<Class<?>> ofJdk = new LinkedHashSet<>();
    List<String> libraries = new ArrayList<>();
    for (String name : names) {
      Class<?> type = ofJdk(name);
      if (type != null) {
        addInside(type, transformer, ofJdk);
      } else if (transformer.addLibrary(name)) {
        libraries.add(name);
      }
    }
    if (!ofJdk.isEmpty()) {
      retransform(
          Objects.requireNonNull(instrumentation), List.copyOf(ofJdk), transformer.untransformed());
    }
    if (!libraries.isEmpty()) {
      retransformLoaded(type -> CodeNames.match(libraries, type.getName()));
    }
  }

  /**
   * The classes under test that are loaded since the last call, and do not tell when they are
   * initialised. At the first call these are all that are loaded.
   */
  static List<Class<?>> takeLoaded(boolean first) {
    List<Class<?>> loaded = Objects.requireNonNull(installed).loaded().take();
    if (!first) {
      return loaded;
    }
    List<Class<?>> all = new ArrayList<>();
    for (Class<?> type : Objects.requireNonNull(instrumentation).getAllLoadedClasses()) {
      if (!type.isArray() && !type.isPrimitive() && CodeUnderTest.has(type)) {
        all.add(type);
      }
    }
    return all;
  }

  /** The classes of libraries that are loaded. */
  public static List<Class<?>> loadedOfLibraries() {
    List<Class<?>> all = new ArrayList<>();
    for (Class<?> type : Objects.requireNonNull(instrumentation).getAllLoadedClasses()) {
      if (!type.isArray() && !type.isPrimitive() && CodeUnderTest.isLibrary(type)) {
        all.add(type);
      }
    }
    return all;
  }

  private static @Nullable Class<?> ofJdk(String name) {
    try {
      return Class.forName(name, false, null);
    } catch (ClassNotFoundException e) {
      return null;
    }
  }

  private static void addInside(Class<?> type, Transformer transformer, Set<Class<?>> added) {
    for (Class<?> at = type; at != null && at != Object.class; at = at.getSuperclass()) {
      if (transformer.addInside(at.getName())) {
        added.add(at);
        for (Class<?> nested : at.getDeclaredClasses()) {
          addInside(nested, transformer, added);
        }
      }
    }
  }

  /** Transforms classes again that were loaded before they were to have points. */
  private static void retransformLoaded(Predicate<Class<?>> which) {
    Instrumentation ofJvm = Objects.requireNonNull(instrumentation);
    Transformer transformer = Objects.requireNonNull(installed);
    List<Class<?>> loaded = new ArrayList<>();
    for (Class<?> type : ofJvm.getAllLoadedClasses()) {
      if (ofJvm.isModifiableClass(type) && transformer.wantsPoints(type) && which.test(type)) {
        loaded.add(type);
      }
    }
    retransform(ofJvm, loaded, transformer.untransformed());
  }

  /** Why classes could not be transformed, by their names: these see real time. */
  public static SortedMap<String, Throwable> untransformed() {
    Transformer transformer = installed;
    return transformer == null || transformer.untransformed().isEmpty()
        ? Collections.emptySortedMap()
        : transformer.untransformed().all();
  }

  private static void retransform(Instrumentation instrumentation, Transformer transformer) {
    List<Class<?>> loaded = new ArrayList<>();
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      if (instrumentation.isModifiableClass(type) && transformer.wantsLoaded(type)) {
        loaded.add(type);
      }
    }
    retransform(instrumentation, loaded, transformer.untransformed());
    transformer.check();
  }

  /**
   * Leaves out the classes that the JVM refuses, which it tells by an {@code InternalError} if they
   * cannot run, as their initialiser failed.
   */
  private static void retransform(
      Instrumentation instrumentation, List<Class<?>> loaded, Untransformed leftOut) {
    try {
      instrumentation.retransformClasses(loaded.toArray(new Class<?>[0]));
    } catch (UnmodifiableClassException e) {
      throw new IllegalStateException("A class that said it was modifiable is not", e);
    } catch (InternalError | LinkageError e) {
      int half = loaded.size() / 2;
      if (half > 0) {
        retransform(instrumentation, loaded.subList(0, half), leftOut);
        retransform(instrumentation, loaded.subList(half, loaded.size()), leftOut);
      } else if (e instanceof LinkageError) {
        leftOut.add(loaded.get(0).getName(), e);
      }
    }
  }
}
