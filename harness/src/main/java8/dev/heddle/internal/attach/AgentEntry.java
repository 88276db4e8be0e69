package dev.heddle.internal.attach;

import java.lang.instrument.Instrumentation;
import org.jspecify.annotations.Nullable;

/**
 * What the JVM calls first for the agent, on any JVM: it is compiled for Java 8. A JVM that cannot
 * load {@link Attachment} would abort with a fatal error in native code.
 */
public final class AgentEntry {
  private AgentEntry() {}

  /** Called by the JVM for {@code -javaagent}; ends a JVM that is too old. */
  public static void premain(@Nullable String arguments, Instrumentation instrumentation) {
    String refusal = OldJvm.refusal();
    if (refusal != null) {
      System.err.println(refusal);
      System.exit(1); // an exception would end in the fatal error
    }
    Attachment.given(instrumentation);
  }

  /** Called by the JVM when the harness's jar is attached to it; one that is too old goes on. */
  public static void agentmain(@Nullable String arguments, Instrumentation instrumentation) {
    String refusal = OldJvm.refusal();
    if (refusal == null) {
      Attachment.given(instrumentation);
    } else {
      System.err.println(refusal);
    }
  }
}
