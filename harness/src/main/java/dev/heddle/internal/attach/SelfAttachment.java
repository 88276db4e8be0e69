package dev.heddle.internal.attach;

import java.lang.instrument.Instrumentation;
import java.lang.management.ManagementFactory;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import net.bytebuddy.agent.ByteBuddyAgent;

/** Attaches the agent to the running JVM, where it was not given with {@code -javaagent}. */
final class SelfAttachment {
  /** Who says this has seen the JVM's warning, and wants none. */
  private static final String ALLOWS = "-XX:+EnableDynamicAgentLoading";

  private SelfAttachment() {}

  /**
   * Attaches it, and says once which line ends the warnings that the JVM has printed of that.
   *
   * @throws UnsupportedJvmException if attaching is forbidden, or cannot be
   */
  static Instrumentation attach() {
    if (isThere()) {
      return ByteBuddyAgent.getInstrumentation();
    }
    Instrumentation instrumentation;
    try {
      instrumentation = ByteBuddyAgent.install();
    } catch (RuntimeException | Error e) {
      throw new UnsupportedJvmException(forbidden(), e);
    }
    if (warns()) {
      System.err.println(howToEndTheWarnings());
    }
    return instrumentation;
  }

  /** Whether somebody else has attached it before, such as Mockito. */
  private static boolean isThere() {
    try {
      ByteBuddyAgent.getInstrumentation();
      return true;
    } catch (IllegalStateException e) {
      return false;
    }
  }

  private static boolean warns() {
    try {
      return !ManagementFactory.getRuntimeMXBean().getInputArguments().contains(ALLOWS);
    } catch (LinkageError e) {
      return true; // a JVM without the module java.management
    }
  }

  private static String forbidden() {
    return "Heddle could not attach its agent to this JVM. Name the agent when the JVM starts:\n"
        + howToNameIt();
  }

  private static String howToEndTheWarnings() {
    return "Heddle has attached its agent to this JVM, which warns of that. To end the warnings,"
        + " name the agent when the JVM starts:\n"
        + howToNameIt();
  }

  private static String howToNameIt() {
    return "  java:   -javaagent:"
        + jar()
        + "\n"
        + "  Maven:  <argLine>-javaagent:${dev.heddle:heddle-harness:jar}</argLine> in the"
        + " <configuration> of maven-surefire-plugin,\n"
        + "          and the goal properties of maven-dependency-plugin\n"
        + "  Gradle: jvmArgs(\"-javaagent:...\") of the task test";
  }

  /** The harness's own jar. */
  private static String jar() {
    CodeSource source = SelfAttachment.class.getProtectionDomain().getCodeSource();
    if (source == null) {
      return "heddle-harness.jar";
    }
    try {
      Path path = Path.of(source.getLocation().toURI());
      return Files.isRegularFile(path) ? path.toString() : "heddle-harness.jar";
    } catch (URISyntaxException | RuntimeException e) {
      return "heddle-harness.jar";
    }
  }
}
