package dev.heddle.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectFile;

import dev.heddle.Loop;
import dev.heddle.junit.jqwik.OnLoop;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Where the agent cannot get in, each test fails with the words that say which line to add. */
@Tag("starts-jvms")
class RefusedTest {

  static class Tests {
    @HeddleTest
    void once() {}

    @HeddleTest
    void withALoop(Loop loop) {}

    @HeddleTest(schedules = 10)
    void explored() {}

    @HeddleTest(exhaustive = true)
    void exploredWithALoop(Loop loop) {}
  }

  static class TestsWithSetUp {
    @BeforeEach
    void setUp(Loop loop) {}

    @HeddleTest
    void once() {}

    @HeddleTest(schedules = 10)
    void explored() {}
  }

  static class Properties {
    @Property
    @OnLoop
    void onLoop(@ForAll int number) {}

    @Property
    @OnLoop
    void withALoop(@ForAll int number, Loop loop) {}
  }

  /** Runs all of them, and a document of two programs, and prints what each failed with first. */
  static final class RunsThem {
    private RunsThem() {}

    public static void main(String[] args) {
      LauncherDiscoveryRequest request =
          LauncherDiscoveryRequestBuilder.request()
              .selectors(
                  selectClass(Tests.class),
                  selectClass(TestsWithSetUp.class),
                  selectClass(Properties.class),
                  selectFile(args[0]))
              .configurationParameter("heddle.failures", "none")
              .configurationParameter("jqwik.database", args[1])
              .build();
      LauncherFactory.create().execute(request, new Prints());
    }
  }

  /** Prints how tests and containers end. */
  static final class Prints implements TestExecutionListener {
    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
      String thrown =
          result.getThrowable().map(e -> e.toString().lines().findFirst().orElse("")).orElse("");
      if (test.isTest() || !thrown.isEmpty()) {
        System.out.println("test " + test.getDisplayName() + ": " + thrown);
      }
    }
  }

  @Test
  void everyKindOfTestTellsWhy(@TempDir Path folder) throws Exception {
    String program = "```java run\nprint(1);\n```\n\n```output\n1\n```\n\n";
    Path page = Files.writeString(folder.resolve("page.md"), program + program);
    Fork.Result result =
        Fork.run(
            List.of("-XX:+DisableAttachMechanism"),
            RunsThem.class,
            page.toString(),
            folder.resolve("jqwik").toString());
    List<String> tests = result.output().lines().filter(line -> line.startsWith("test ")).toList();
    String refusal =
        "dev.heddle.internal.attach.UnsupportedJvmException: Heddle could not attach its agent to this"
            + " JVM. Name the agent when the JVM starts:";
    assertEquals(
        List.of(),
        tests.stream().filter(line -> !line.endsWith(": " + refusal)).toList(),
        result.output());
    assertEquals(10, tests.size(), result.output());
  }
}
