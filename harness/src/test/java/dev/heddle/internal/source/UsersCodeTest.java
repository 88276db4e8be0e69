package dev.heddle.internal.source;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;

/** Code is told by where it comes from, not by what it is called. */
class UsersCodeTest {
  private static final Path CLASSES = Path.of("target", "classes");

  private static StackTraceElement frame(String module, String type) {
    return new StackTraceElement("app", module, null, type, "method", "File.java", 1);
  }

  private static boolean isUsers(String type) {
    return UsersCode.has(frame(null, type));
  }

  /** A template, of which a copy is run as code under test. */
  private static final String TEMPLATE = "dev.heddle.internal.memory.CanaryRace";

  /** None of the classes of the harness is, whichever package it is in. */
  @Test
  void theHarnessIsNot() throws Exception {
    List<String> names = new ArrayList<>();
    try (Stream<Path> files = Files.walk(CLASSES)) {
      files
          .map(file -> CLASSES.relativize(file).toString())
          .filter(file -> file.endsWith(".class"))
          .map(file -> file.substring(0, file.length() - 6).replace(File.separatorChar, '.'))
          .forEach(names::add);
    }
    assertTrue(names.size() > 200, names::toString);
    assertTrue(names.remove(TEMPLATE));
    assertEquals(List.of(), names.stream().filter(UsersCodeTest::isUsers).toList());
  }

  /** Tests of the harness are, though they are in its packages and may be called anything. */
  @Test
  void testsOfTheSamePackagesAre() {
    assertAll(
        () -> assertTrue(isUsers("dev.heddle.UsersCodeTest")),
        () -> assertTrue(isUsers("dev.heddle.Fork")),
        () -> assertTrue(isUsers("dev.heddle.TimedPrograms")),
        () -> assertTrue(isUsers("dev.heddle.internal.attach.OlderJava")),
        () -> assertTrue(isUsers("dev.heddle.NoSuchClass")));
  }

  /** The JDK is told by its modules: also where its packages have other names than java. */
  @Test
  void theJdkIsNot() {
    Object proxy =
        Proxy.newProxyInstance(
            UsersCodeTest.class.getClassLoader(),
            new Class<?>[] {Callable.class},
            (self, method, arguments) -> null);
    Class<?> compiler = ToolProvider.getSystemJavaCompiler().getClass();
    assertAll(
        () -> assertFalse(UsersCode.has(frame("java.base", "java.util.List"))),
        () -> assertFalse(UsersCode.has(frame(compiler.getModule().getName(), compiler.getName()))),
        () ->
            assertFalse(
                UsersCode.has(
                    frame(proxy.getClass().getModule().getName(), proxy.getClass().getName()))),
        () -> assertTrue(UsersCode.has(frame(null, "com.sun.jna.Library"))),
        () -> assertTrue(UsersCode.has(frame("com.acme", "com.acme.Program"))));
  }

  /** The application loads some modules of the JDK, such as its compiler. */
  @Test
  void theJdkIsNotUnderTest() {
    Class<?> compiler = ToolProvider.getSystemJavaCompiler().getClass();
    assertFalse(CodeUnderTest.has(compiler), compiler::toString);
    assertFalse(CodeUnderTest.isLibrary(compiler), compiler::toString);
    assertTrue(CodeUnderTest.has(UsersCodeTest.class));
  }

  /** Frames of running threads say their module too. */
  @Test
  void framesOfARun() {
    StackTraceElement[] ofThread = Thread.currentThread().getStackTrace();
    assertFalse(UsersCode.has(ofThread[0]), ofThread[0].toString());
    assertTrue(UsersCode.has(ofThread[1]), ofThread[1].toString());
    assertEquals("UsersCodeTest.java", Frames.caller().getFileName());
  }

  /** Frameworks are not, in their jars; what is compiled into a folder is, whatever its name. */
  @Test
  void frameworksAreNot() {
    assertFalse(isUsers("org.junit.jupiter.api.Assertions"));
    assertFalse(isUsers("org.junit.platform.launcher.Launcher"));
    assertFalse(isUsers("org.opentest4j.AssertionFailedError"));
    assertFalse(isUsers("org.assertj.core.api.NotOnThisClassPath"));
    assertFalse(isUsers("kotlin.NotOnThisClassPath"));
    assertTrue(isUsers("org.junitpioneer.Something"));
    assertTrue(isUsers("kotlinx.Program"));
  }

  /** An exception comes from the project's line, whatever libraries are on top of it. */
  @Test
  void originBelowAssertions() {
    AssertionFailedError thrown =
        assertThrows(AssertionFailedError.class, () -> Assertions.fail("on purpose"));
    assertTrue(Frames.originOf(thrown).startsWith("UsersCodeTest.java:"));
  }
}
