package dev.heddle.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.heddle.Fork;
import dev.heddle.Loop;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who uses no HTTP needs none. */
@Tag("starts-jvms")
class OptionalTest {
  static final class SleepsForADay {
    private SleepsForADay() {}

    public static void main(String[] args) {
      Loop.run(
          loop -> {
            Thread.sleep(Duration.ofDays(1));
            System.out.println(loop.time());
          });
      System.out.println(ModuleLayer.boot().findModule("java.net.http"));
    }
  }

  /** A loop runs in a JVM that lacks the module {@code java.net.http}. */
  @Test
  void aLoopRunsWithoutTheModule(@TempDir Path folder) throws Exception {
    Path jar = Fork.jar(folder);
    Fork.Result result =
        Fork.run(
            List.of("-javaagent:" + jar, "--limit-modules", "java.instrument,java.management"),
            SleepsForADay.class);
    assertEquals(List.of("PT24H", "Optional.empty"), result.output().lines().toList());
    assertEquals(0, result.status());
  }
}
