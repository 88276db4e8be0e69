package dev.heddle.internal.attach;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.Fork;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A JVM that is too old says which one is needed, and ends without a crash. */
class OldJvmTest {
  private static final int JAVA_8 = ClassFile.JAVA_8_VERSION;

  @ParameterizedTest
  @CsvSource({"1.8,8", "9,9", "11,11", "17,17", "21,21", "24,24"})
  void tooOld(String specification, String release) {
    String refusal = OldJvm.refusal(specification);
    assertNotNull(refusal);
    assertTrue(
        refusal.startsWith(
            "Heddle needs JDK 25, and this is JDK "
                + release
                + " ("
                + System.getProperty("java.home")
                + "). Run the tests on a JDK 25:\n"),
        refusal);
    assertTrue(refusal.lines().allMatch(line -> line.length() <= 130), refusal);
  }

  @ParameterizedTest
  @ValueSource(strings = {"25", "26"})
  void newEnough(String specification) {
    assertNull(OldJvm.refusal(specification));
  }

  /** What the manifest names, and what that needs before it has spoken, any JVM can load. */
  @Test
  void entryClassesAreForAnyJvm() throws Exception {
    Attributes manifest;
    try (InputStream in = Files.newInputStream(Path.of("src", "main", "agent", "MANIFEST.MF"))) {
      manifest = new Manifest(in).getMainAttributes();
    }
    for (String name :
        List.of(
            manifest.getValue("Premain-Class"),
            manifest.getValue("Agent-Class"),
            OldJvm.class.getName())) {
      Path file = Path.of("target", "classes", name.replace('.', '/') + ".class");
      assertEquals(JAVA_8, ClassFile.of().parse(file).majorVersion(), name);
    }
  }

  /** The Java that Maven runs on, if it is older than 25, is told in words and ends with 1. */
  @Test
  @Tag("starts-jvms")
  void anOldJvmEndsWithWords(@TempDir Path folder) throws Exception {
    Path java = OlderJava.require();
    Path jar = Fork.jar(folder);
    Fork.Result result = Fork.java(java, List.of("-javaagent:" + jar, "-version"));
    assertTrue(
        result.output().startsWith("Heddle needs JDK 25, and this is JDK "), result.output());
    assertFalse(result.output().contains("FATAL ERROR"), result.output());
    assertFalse(result.output().contains("\tat "), result.output());
    assertEquals(1, result.status());
  }
}
