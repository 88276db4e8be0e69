package dev.heddle.internal.attach;

import java.lang.instrument.Instrumentation;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the harness gets into the running JVM: by {@code -javaagent}, or by attaching itself at its
 * first use.
 */
public final class Attachment {
  /** Set by the JVM when the harness was given with {@code -javaagent}, or attached. */
  private static volatile @Nullable Instrumentation given;

  private Attachment() {}

  /** Called by {@code AgentEntry}. */
  public static void given(Instrumentation instrumentation) {
    given = instrumentation;
  }

  /**
   * What may change the classes and modules of this JVM.
   *
   * @throws UnsupportedJvmException if attaching is forbidden, or cannot be
   */
  public static Instrumentation instrumentation() {
    Instrumentation known = given;
    if (known == null) {
      known = SelfAttachment.attach();
      given = known;
    }
    return known;
  }

  /**
   * Lets the harness into packages of {@code java.base}.
   *
   * @param exported whose public types the harness may use
   * @param opened whose private members too
   */
  public static void open(Set<String> exported, Set<String> opened) {
    instrumentation()
        .redefineModule(
            Object.class.getModule(),
            Set.of(),
            toHarness(exported),
            toHarness(opened),
            Set.of(),
            Map.of());
  }

  private static Map<String, Set<Module>> toHarness(Set<String> packages) {
    Map<String, Set<Module>> to = new HashMap<>();
    packages.forEach(name -> to.put(name, Set.of(Attachment.class.getModule())));
    return to;
  }
}
