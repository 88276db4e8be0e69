package dev.heddle.specs.libraries;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.heddle.explore.Exploration;
import dev.heddle.explore.Explorer;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every program of every library. */
class LibrariesTest {
  private static final int RUNS = 200;
  private static final int ORDERS = 20;

  /** Two hundred runs in one JVM have one log and one trace, and the virtual time that is said. */
  @TestFactory
  Stream<DynamicContainer> haveOneTrace() {
    return forEach(LibrariesTest::hasOneTrace);
  }

  /** Explored in other orders, each of them passes. */
  @TestFactory
  Stream<DynamicContainer> runInOtherOrders() {
    return forEach(LibrariesTest::runsInOtherOrders);
  }

  private static Stream<DynamicContainer> forEach(Consumer<Program> check) {
    return Library.all().stream()
        .map(
            library ->
                DynamicContainer.dynamicContainer(
                    library.name(),
                    library.programs().stream()
                        .map(
                            program ->
                                DynamicTest.dynamicTest(
                                    program.name(), () -> check.accept(program)))));
  }

  private static void runsInOtherOrders(Program program) {
    Exploration<List<String>> orders =
        Explorer.create()
            .schedules(ORDERS)
            .check(
                loop -> {
                  List<String> log = Collections.synchronizedList(new ArrayList<>());
                  program.body().run(log);
                  return log;
                });
    assertEquals(Exploration.Verdict.SAMPLE_PASSED, orders.verdict());
  }

  private static void hasOneTrace(Program program) {
    Program.Run first = program.run();
    assertEquals(List.of(), first.problems());
    assertEquals(program.takes(), first.took());
    for (int run = 1; run < RUNS; run++) {
      assertSame(first, program.run());
    }
  }

  private static void assertSame(Program.Run expected, Program.Run actual) {
    if (!expected.equals(actual)) {
      assertEquals(text(expected), text(actual));
    }
  }

  private static String text(Program.Run run) {
    return run.log() + "\n" + run.took() + "\n" + run.problems() + "\n" + run.trace();
  }

  /** Prints a line for each program: its name, and the digest of its runs, which are the same. */
  static final class PrintsDigests {
    private PrintsDigests() {}

    public static void main(String[] arguments) throws Exception {
      System.out.print(digests());
    }
  }

  private static String digests() throws Exception {
    StringBuilder lines = new StringBuilder();
    for (Library library : Library.all()) {
      for (Program program : library.programs()) {
        Program.Run run = program.run();
        assertSame(run, program.run());
        byte[] digest =
            MessageDigest.getInstance("SHA-256").digest(text(run).getBytes(StandardCharsets.UTF_8));
        lines.append(library.name() + ": " + program.name() + " ");
        lines.append(HexFormat.of().formatHex(digest)).append('\n');
      }
    }
    return lines.toString();
  }

  /** JVMs with other garbage collectors see the same, to the byte. */
  @ParameterizedTest
  @ValueSource(strings = {"-XX:+UseSerialGC", "-XX:+UseParallelGC", "-XX:+UseZGC"})
  void haveTheSameTraceInOtherJvms(String collector) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                collector,
                "-XX:+EnableDynamicAgentLoading",
                "-Djdk.attach.allowAttachSelf=true",
                "-cp",
                System.getProperty("java.class.path"),
                PrintsDigests.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    process.getOutputStream().close();
    String output;
    try (InputStream in = process.getInputStream()) {
      output = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    assertEquals(0, process.waitFor());
    assertEquals(digests(), output);
  }
}
