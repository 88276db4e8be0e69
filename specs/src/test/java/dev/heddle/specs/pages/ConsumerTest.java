package dev.heddle.specs.pages;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The project that the README shows, {@code specs/consumer}, is what the README shows; and the
 * profile {@code consumer} builds it as a user would, with a local repository of its own.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConsumerTest {
  private static final Path README = Path.of("..", "README.md");
  private static final Path PROJECT = Path.of("consumer");
  private static final Path TEST = Path.of("src/test/java/DepositsTest.java");
  private static final Path TARGET = Path.of("target", "consumer").toAbsolutePath();
  private static final Path REPOSITORY = TARGET.resolve("repository");
  private static final Path COPY = TARGET.resolve("project");

  private static String block(String info) throws IOException {
    List<String> blocks = Page.read(README).blocks(info);
    assertEquals(1, blocks.size());
    return blocks.get(0);
  }

  private static String withoutIndentation(String text) {
    return text.replaceAll("(?m)^ +", "");
  }

  @Test
  void pomIsTheOneOfTheReadme() throws IOException {
    String pom = Files.readString(PROJECT.resolve("pom.xml"));
    assertTrue(withoutIndentation(pom).contains(withoutIndentation(block("xml"))));
  }

  @Test
  void gradleBuildIsTheOneOfTheReadme() throws IOException {
    assertEquals(Files.readString(PROJECT.resolve("build.gradle.kts")), block("kotlin"));
  }

  @Test
  void testIsTheOneOfTheReadme() throws IOException {
    assertEquals(Files.readString(PROJECT.resolve(TEST)), block("java"));
  }

  /** What is printed names the versions that this project is built with. */
  @Test
  void versionsAreThoseOfTheParent() throws IOException {
    String parent = withoutIndentation(Files.readString(Path.of("..", "pom.xml")));
    String pom = withoutIndentation(Files.readString(PROJECT.resolve("pom.xml")));
    for (String plugin : List.of("compiler", "dependency", "surefire")) {
      String name = "<artifactId>maven-" + plugin + "-plugin</artifactId>\n<version>";
      assertEquals(after(parent, name), after(pom, name), plugin);
    }
    String junit = after(parent, "<junit.version>");
    assertEquals(junit, after(pom, "<artifactId>junit-jupiter</artifactId>\n<version>"));
    assertTrue(block("kotlin").contains("org.junit.jupiter:junit-jupiter:" + junit + "\""));
  }

  private static String after(String text, String start) {
    int begin = text.indexOf(start) + start.length();
    return text.substring(begin, text.indexOf('<', begin));
  }

  // ---- built as a user would --------------------------------------------------------------------

  @Test
  @Order(1)
  @EnabledIfSystemProperty(named = "heddle.consumer", matches = "true")
  void failsAsTheReadmeSays() throws Exception {
    install("parent", Path.of("..", "pom.xml"), null);
    install("harness", Path.of("..", "harness", "pom.xml"), Path.of("..", "harness", "target"));
    Path extension = Path.of("..", "junit-extension");
    install("junit", extension.resolve("pom.xml"), extension.resolve("target"));
    for (Path file : List.of(Path.of("pom.xml"), TEST)) {
      Files.createDirectories(COPY.resolve(file).getParent());
      Files.copy(PROJECT.resolve(file), COPY.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
    assertTells(maven("mvn test", false), Page.read(README).blocks("").get(0));
  }

  @Test
  @Order(2)
  @EnabledIfSystemProperty(named = "heddle.consumer", matches = "true")
  void replaysAsTheReadmeSays() throws Exception {
    String output = Page.read(README).blocks("").get(0);
    String command = output.lines().filter(l -> l.startsWith("  mvn ")).findFirst().orElseThrow();
    assertTells(
        maven(command.strip(), false),
        output
            .lines()
            .filter(line -> !line.startsWith("It passes") && !line.contains("Suppressed: "))
            .collect(joining("\n")));
  }

  @Test
  @Order(3)
  @EnabledIfSystemProperty(named = "heddle.consumer", matches = "true")
  void passesWhenMendedAsTheReadmeSays() throws Exception {
    String mended =
        block("java")
            .replace("Void deposit(", "synchronized Void deposit(")
            .replace("@HeddleTest(schedules = 1_000)", "@HeddleTest(exhaustive = true)");
    Files.writeString(COPY.resolve(TEST), mended);
    assertTells(maven("mvn test", true), Page.read(README).blocks("").get(1));
  }

  /** Puts a module of this build where Maven looks for it. */
  private static void install(String module, Path pom, @Nullable Path target) throws IOException {
    String version =
        after(withoutIndentation(Files.readString(README)), "heddle-junit</artifactId>\n<version>");
    String name = "heddle-" + module;
    Path folder = REPOSITORY.resolve(Path.of("dev", "heddle", name, version));
    Files.createDirectories(folder);
    String file = name + "-" + version;
    Files.copy(pom, folder.resolve(file + ".pom"), StandardCopyOption.REPLACE_EXISTING);
    if (target != null) {
      Files.copy(
          target.resolve(file + ".jar"),
          folder.resolve(file + ".jar"),
          StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static String maven(String command, boolean passes) throws Exception {
    String line = command + " -B -ntp -Dmaven.repo.local='" + REPOSITORY + "'";
    Path log = TARGET.resolve("log");
    ProcessBuilder builder = new ProcessBuilder("bash", "-c", line);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process =
        builder
            .directory(COPY.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    boolean ended = process.waitFor(15, TimeUnit.MINUTES);
    process.destroyForcibly();
    String output = Files.readString(log);
    assertTrue(ended, output);
    if (passes) {
      assertEquals(0, process.exitValue(), output);
    } else {
      assertNotEquals(0, process.exitValue(), output);
    }
    return output;
  }

  /** Each of these lines is told, up to its ellipsis, whatever stands before it. */
  private static void assertTells(String output, String lines) {
    for (String line : lines.lines().filter(line -> !line.isBlank()).toList()) {
      String start = line.endsWith("…") ? line.substring(0, line.length() - 1) : line;
      assertTrue(output.contains(start.strip()), line + " is missing in:\n" + output);
    }
  }
}
