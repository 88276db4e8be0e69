package dev.heddle.junit.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.ServiceLoader;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestEngine;

/** JUnit on a JVM that is too old says which one is needed. */
class OldJvmTest {
  private static final int JAVA_8 = ClassFile.JAVA_8_VERSION;

  /** What JUnit loads of the extension by itself, any JVM can load. */
  @Test
  void servicesAreForAnyJvm() throws Exception {
    List<? extends Class<?>> ours =
        ServiceLoader.load(TestEngine.class).stream()
            .map(ServiceLoader.Provider::type)
            .filter(type -> type.getName().startsWith("dev.heddle."))
            .toList();
    assertEquals(List.of(EngineEntry.class), ours);
    try (InputStream in = EngineEntry.class.getResourceAsStream("EngineEntry.class")) {
      assertEquals(JAVA_8, ClassFile.of().parse(in.readAllBytes()).majorVersion());
    }
  }

  /** On the Java that Maven runs on, if it is older than 25, JUnit's launcher says so. */
  @Test
  @Tag("starts-jvms")
  void theLauncherSaysSo(@TempDir Path folder) throws Exception {
    Path java = olderJava();
    Path source = folder.resolve("Discovers.java");
    Files.writeString(
        source,
        """
        public class Discovers {
          public static void main(String[] args) {
            org.junit.platform.launcher.core.LauncherFactory.create()
                .discover(
                    org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder.request()
                        .configurationParameter(
                            "junit.platform.discovery.listener.default", "abortOnFailure")
                        .build());
          }
        }
        """);
    String classPath = System.getProperty("java.class.path") + File.pathSeparator + folder;
    int compiled =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "--release",
                "17",
                "-cp",
                classPath,
                "-d",
                folder.toString(),
                source.toString());
    assertEquals(0, compiled);
    Process process =
        new ProcessBuilder(java.toString(), "-cp", classPath, "Discovers")
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(1, process.waitFor());
    assertTrue(output.startsWith("Heddle needs JDK 25, and this is JDK "), output);
    assertTrue(
        output.contains("TestEngine with ID 'heddle-documents' failed to discover tests"), output);
    assertFalse(output.contains("UnsupportedClassVersionError"), output);
  }

  private static Path olderJava() throws IOException {
    String home = System.getProperty("heddle.maven.java.home");
    assumeTrue(home != null, "skipped: the build does not say which Java Maven runs on");
    Properties release = new Properties();
    try (InputStream in = Files.newInputStream(Path.of(home, "release"))) {
      release.load(in);
    }
    String version = release.getProperty("JAVA_VERSION").replace("\"", "");
    assumeTrue(
        Runtime.Version.parse(version).feature() < 25,
        "skipped: Maven runs on JDK " + version + ", and there is no older one to try");
    return Path.of(home, "bin", "java");
  }
}
