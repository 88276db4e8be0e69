package dev.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A JVM starts and ends while its own threads go through the hooks. The collector's thread takes
 * the locks of reference queues, which the harness needs too, and calls {@code notifyAll} under
 * them: when that waited for an initialiser of the harness, one JVM in eight hung for ever.
 */
@Tag("starts-jvms")
class StartUnderPressureTest {
  /** How many JVMs are started for each collector and each way of the agent into the JVM. */
  private static final int STARTS = Integer.getInteger("heddle.starts", 1);

  /** A JVM that has hung does so for ever; on a busy machine one takes seconds. */
  private static final Duration LIMIT = Duration.ofMinutes(2);

  /** Keeps the collector busy with references in queues, and runs a loop for the first time. */
  static final class RunsALoop {
    private static final int AT_ONCE = 2_000;
    private static final int KEPT = 20_000;

    private RunsALoop() {}

    /** {@code halt} ends the JVM at once, without its hooks of shutdown. */
    public static void main(String[] args) throws Exception {
      Thread pressure = new Thread(RunsALoop::makeReferences);
      pressure.setDaemon(true);
      pressure.start();
      Thread.sleep(20);
      String slept =
          Loop.run(
              loop -> {
                Thread.sleep(Duration.ofDays(1));
                return "slept for " + loop.time();
              });
      System.out.println(slept);
      System.out.flush();
      if (args[0].equals("halt")) {
        Runtime.getRuntime().halt(0);
      }
    }

    private static void makeReferences() {
      ReferenceQueue<Object> queue = new ReferenceQueue<>();
      List<Reference<?>> references = new ArrayList<>();
      while (true) {
        for (int i = 0; i < AT_ONCE; i++) {
          references.add(new WeakReference<>(new Object(), queue));
        }
        Reference<?> cleared = queue.poll();
        while (cleared != null) {
          cleared = queue.poll();
        }
        if (references.size() > KEPT) {
          references.clear();
        }
      }
    }
  }

  static Stream<Arguments> collectorsAndWays() {
    return Stream.of("Serial", "G1", "Parallel", "Z")
        .flatMap(
            collector ->
                Stream.of(Arguments.of(collector, "agent"), Arguments.of(collector, "attached")));
  }

  /** Every JVM comes to its end. */
  @ParameterizedTest
  @MethodSource("collectorsAndWays")
  void noneHangs(String collector, String way, @TempDir Path folder) throws Exception {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("-XX:+Use" + collector + "GC", "-Xmn2m", "-Xmx64m"));
    String classPath = System.getProperty("java.class.path");
    if (way.equals("agent")) {
      Path jar = Fork.jar(folder);
      arguments.add("-javaagent:" + jar);
      classPath = Fork.classPathWith(jar);
    } else {
      arguments.addAll(
          List.of("-XX:+EnableDynamicAgentLoading", "-Djdk.attach.allowAttachSelf=true"));
    }
    for (int start = 0; start < STARTS; start++) {
      String end = start % 2 == 0 ? "exit" : "halt";
      Fork.Result result = Fork.runWithin(LIMIT, classPath, arguments, RunsALoop.class, end);
      assertTrue(
          result.output().contains("slept for PT24H"), "start " + start + ":\n" + result.output());
      assertEquals(0, result.status(), result.output());
    }
  }
}
