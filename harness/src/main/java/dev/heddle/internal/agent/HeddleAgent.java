package dev.heddle.internal.agent;

import dev.heddle.internal.hook.HookCopies;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
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
    Instrumentation ofJvm = Objects.requireNonNull(instrumentation);
    Transformer transformer = Objects.requireNonNull(installed);
    transformer.beginPoints();
    List<Class<?>> loaded = new ArrayList<>();
    for (Class<?> type : ofJvm.getAllLoadedClasses()) {
      if (ofJvm.isModifiableClass(type) && transformer.wantsPoints(type)) {
        loaded.add(type);
      }
    }
    retransform(ofJvm, loaded, transformer.untransformed());
  }

  /** Gives classes of the JDK scheduling points, with their superclasses and nested classes. */
  static void addInside(List<String> names) {
    Instrumentation ofJvm = Objects.requireNonNull(instrumentation);
    Transformer transformer = Objects.requireNonNull(installed);
    List<Class<?>> added = new ArrayList<>();
    for (String name : names) {
      try {
        addInside(Class.forName(name, false, null), transformer, added);
      } catch (ClassNotFoundException e) {
        transformer.untransformed().add(name, e);
      }
    }
    if (!added.isEmpty()) {
      retransform(ofJvm, added, transformer.untransformed());
    }
  }

  private static void addInside(Class<?> type, Transformer transformer, List<Class<?>> added) {
    for (Class<?> at = type; at != null && at != Object.class; at = at.getSuperclass()) {
      if (transformer.addInside(at.getName())) {
        added.add(at);
        for (Class<?> nested : at.getDeclaredClasses()) {
          addInside(nested, transformer, added);
        }
      }
    }
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
