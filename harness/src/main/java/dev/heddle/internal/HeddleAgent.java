package dev.heddle.internal;

import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * The Java agent that makes time virtual for managed threads. Given as {@code -javaagent}, or
 * attached by the harness at its first use.
 */
public final class HeddleAgent {
  /** Set by the JVM when the harness was given with {@code -javaagent}. */
  private static volatile @Nullable Instrumentation given;

  /** What transforms classes from the installation on. */
  private static volatile @Nullable Transformer installed;

  private HeddleAgent() {}

  /** Called for {@code -javaagent}, by {@code AgentEntry}. */
  public static void premain(@Nullable String arguments, Instrumentation instrumentation) {
    given = instrumentation;
  }

  /** Called when the harness's jar is attached to a running JVM, by {@code AgentEntry}. */
  public static void agentmain(@Nullable String arguments, Instrumentation instrumentation) {
    given = instrumentation;
  }

  /** Opens the JDK's internals to the harness and transforms the classes that know of time. */
  static void install() {
    Instrumentation instrumentation = given != null ? given : SelfAttachment.attach();
    Module harness = HeddleAgent.class.getModule();
    Module base = Object.class.getModule();
    Set<Module> toHarness = Set.of(harness);
    instrumentation.redefineModule(
        base,
        Set.of(),
        Map.of(
            "jdk.internal.misc", toHarness,
            "jdk.internal.reflect", toHarness,
            "jdk.internal.vm", toHarness),
        Map.of(
            "java.lang", toHarness,
            "java.util", toHarness,
            "java.util.concurrent", toHarness,
            "java.util.concurrent.locks", toHarness,
            "jdk.internal.vm", toHarness),
        Set.of(),
        Map.of());
    try {
      HookInstaller.install();
      ChanceInstaller.install();
      FutureInstaller.install();
    } catch (ReflectiveOperationException e) {
      throw Jdk.unsupported("room for a class in java.lang", e);
    }
    Transformer transformer = new Transformer();
    instrumentation.addTransformer(transformer, true);
    Transformer.loadEdited();
    retransform(instrumentation, transformer);
    installed = transformer;
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
