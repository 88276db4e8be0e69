package dev.heddle.internal;

import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The Java agent that makes time virtual for managed threads. Given as {@code -javaagent}, or
 * attached by the harness at its first use.
 */
public final class HeddleAgent {
  /** Set by the JVM when the harness was given with {@code -javaagent}. */
  private static volatile @Nullable Instrumentation given;

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
  }

  private static void retransform(Instrumentation instrumentation, Transformer transformer) {
    List<Class<?>> loaded = new ArrayList<>();
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      if (instrumentation.isModifiableClass(type) && transformer.wantsLoaded(type)) {
        loaded.add(type);
      }
    }
    retransform(instrumentation, loaded);
    transformer.check();
  }

  /** Leaves out the classes that the JVM refuses: they cannot run, as their initialiser failed. */
  private static void retransform(Instrumentation instrumentation, List<Class<?>> loaded) {
    try {
      instrumentation.retransformClasses(loaded.toArray(new Class<?>[0]));
    } catch (UnmodifiableClassException e) {
      throw new IllegalStateException("A class that said it was modifiable is not", e);
    } catch (InternalError | LinkageError e) {
      int half = loaded.size() / 2;
      if (half > 0) {
        retransform(instrumentation, loaded.subList(0, half));
        retransform(instrumentation, loaded.subList(half, loaded.size()));
      }
    }
  }
}
