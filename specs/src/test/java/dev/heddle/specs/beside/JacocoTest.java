package dev.heddle.specs.beside;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.heddle.Loop;
import java.io.File;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where JaCoCo counts what is covered, races are found as they are without it. */
@Tag("starts-jvms")
class JacocoTest {
  /** What is found without it. */
  private static List<String> expected;

  @TempDir Path folder;

  @BeforeAll
  static void exploreWithout() {
    expected = BesideJacoco.lines();
    List<String> races = expected.subList(0, expected.size() - 2);
    assertAll(
        races.stream()
            .map(
                line ->
                    () ->
                        assertTrue(
                            line.matches("\\w+: in order passes, fails .*, mended passes"), line)));
  }

  private static Path jar(String name) {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> entry.contains(name))
        .map(Path::of)
        .findFirst()
        .orElseThrow();
  }

  private String jacoco() {
    return "-javaagent:" + jar("org.jacoco.agent") + "=destfile=" + folder.resolve("seen.exec");
  }

  private void assertSame(String... agents) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(agents));
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(BesideJacoco.class.getName());
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    process.getOutputStream().close();
    String output;
    try (InputStream in = process.getInputStream()) {
      output = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    assertEquals(0, process.waitFor(), output);
    assertEquals(expected, output.lines().toList());
    String seen = Files.readString(folder.resolve("seen.exec"), StandardCharsets.ISO_8859_1);
    assertTrue(seen.contains("dev/heddle/specs/races/PlainCounter"));
  }

  /** The usual build: JaCoCo on the command line, and Heddle attaches itself. */
  @Test
  void attached() throws Exception {
    assertSame(jacoco(), "-XX:+EnableDynamicAgentLoading", "-Djdk.attach.allowAttachSelf=true");
  }

  private static String heddle() throws Exception {
    URI place = Loop.class.getProtectionDomain().getCodeSource().getLocation().toURI();
    assumeTrue(place.getPath().endsWith(".jar"), "Maven has not packaged it");
    return "-javaagent:" + Path.of(place);
  }

  /** Both on the command line, as the README says. */
  @Test
  void afterJacoco() throws Exception {
    assertSame(jacoco(), heddle());
  }

  @Test
  void beforeJacoco() throws Exception {
    assertSame(heddle(), jacoco());
  }
}
