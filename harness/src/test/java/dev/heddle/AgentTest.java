package dev.heddle;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The three ways in which the agent can get into a JVM, each in a JVM of its own. */
@Tag("starts-jvms")
class AgentTest {
  private static final String DAY_LATER = "2000-01-02T00:00:00Z";

  /** Sleeps for a virtual day and prints the time. */
  static final class SleepsForADay {
    private SleepsForADay() {}

    public static void main(String[] args) {
      Loop.run(
          loop -> {
            Thread.sleep(Duration.ofDays(1));
            System.out.println("now " + Instant.now());
          });
    }
  }

  /** Given with -javaagent, the harness works and the JVM prints no warning. */
  @Test
  void givenAsAgent(@TempDir Path folder) throws Exception {
    Path jar = Fork.jar(folder);
    Fork.Result result =
        Fork.runOn(
            Fork.classPathWith(jar),
            List.of("-javaagent:" + jar, "-XX:+DisableAttachMechanism"),
            SleepsForADay.class);
    assertEquals("now " + DAY_LATER, result.output().strip());
    assertEquals(0, result.status());
  }

  /** Without -javaagent, the harness attaches itself; the JVM warns, and we say what ends that. */
  @Test
  void attachesItself(@TempDir Path folder) throws Exception {
    Path jar = Fork.jar(folder);
    Fork.Result result = Fork.runOn(Fork.classPathWith(jar), List.of(), SleepsForADay.class);
    List<String> lines = result.output().lines().toList();
    assertTrue(lines.contains("now " + DAY_LATER), result.output());
    assertTrue(
        result.output().contains("A Java agent has been loaded dynamically"), result.output());
    assertEquals(1, lines.stream().filter(line -> line.startsWith("Heddle has attached")).count());
    assertTrue(lines.contains("  java:   -javaagent:" + jar), result.output());
    assertEquals(0, result.status());
  }

  /** Attaches as another tool does, before the first loop. */
  static final class SleepsAfterAnotherAgent {
    private SleepsAfterAnotherAgent() {}

    public static void main(String[] args) {
      ByteBuddyAgent.install();
      System.out.println("attached");
      SleepsForADay.main(args);
    }
  }

  /** What another tool has attached is not ours to speak of. */
  @Test
  void attachedByAnother() throws Exception {
    Fork.Result result = Fork.run(List.of(), SleepsAfterAnotherAgent.class);
    assertTrue(result.output().strip().endsWith("attached\nnow " + DAY_LATER), result.output());
    assertEquals(0, result.status());
  }

  /** Where attaching is forbidden, the error names the line to add. */
  @Test
  void forbidden(@TempDir Path folder) throws Exception {
    Path jar = Fork.jar(folder);
    Fork.Result result =
        Fork.runOn(
            Fork.classPathWith(jar), List.of("-XX:+DisableAttachMechanism"), SleepsForADay.class);
    assertAll(
        () -> assertEquals(1, result.status()),
        () -> assertFalse(result.output().contains("now "), result.output()),
        () ->
            assertTrue(
                result.output().contains("\n  java:   -javaagent:" + jar + "\n"), result.output()));
  }

  /** Libraries probe the JVM by classes that cannot be initialised everywhere. */
  private static final class Broken {
    static final String VALUE = System.getProperty("no such property").strip();

    private Broken() {}
  }

  /** Loads a class that fails, before the first loop. */
  static final class SleepsThoughAClassIsBroken {
    private SleepsThoughAClassIsBroken() {}

    public static void main(String[] args) {
      try {
        System.out.println(Broken.VALUE);
      } catch (ExceptionInInitializerError e) {
        SleepsForADay.main(args);
      }
    }
  }

  /** A class that has failed before the harness came is left as it is. */
  @Test
  void leavesBrokenClassesAlone() throws Exception {
    Fork.Result result =
        Fork.run(List.of("-XX:+EnableDynamicAgentLoading"), SleepsThoughAClassIsBroken.class);
    assertEquals("now " + DAY_LATER, result.output().strip());
    assertEquals(0, result.status());
  }
}
