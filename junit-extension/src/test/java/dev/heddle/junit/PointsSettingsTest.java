package dev.heddle.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.schedule.PointLevel;
import dev.heddle.testing.Points;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.io.TempDir;

/** Where the points of a test are: what {@code @Points} and {@code heddle.points} say. */
class PointsSettingsTest {
  private static final String LIBRARY =
      """
      package acme.till;

      public class Till implements java.util.function.IntSupplier {
        private int sum;

        public int getAsInt() {
          return ++sum;
        }

        public static class Locked extends Till {
          public synchronized int getAsInt() {
            return super.getAsInt();
          }
        }
      }
      """;

  @TempDir static Path folder;

  private static URLClassLoader jar;

  /** Puts the class into a jar, as libraries are. */
  @BeforeAll
  static void makeLibrary() throws Exception {
    Path source = Files.writeString(folder.resolve("Till.java"), LIBRARY);
    String[] compile = {"--release", "17", "-d", folder.toString(), source.toString()};
    assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, compile));
    Path file = folder.resolve("till.jar");
    try (OutputStream out = Files.newOutputStream(file);
        JarOutputStream entries = new JarOutputStream(out)) {
      for (String entry : new String[] {"acme/till/Till.class", "acme/till/Till$Locked.class"}) {
        entries.putNextEntry(new JarEntry(entry));
        Files.copy(folder.resolve(entry), entries);
        entries.closeEntry();
      }
    }
    jar = new URLClassLoader(new URL[] {file.toUri().toURL()});
  }

  @AfterAll
  static void closeLibrary() throws Exception {
    jar.close();
  }

  private static void both(Runnable body) throws InterruptedException {
    both(body, body);
  }

  private static void both(Runnable first, Runnable second) throws InterruptedException {
    Thread one = new Thread(first);
    Thread other = new Thread(second);
    one.start();
    other.start();
    one.join();
    other.join();
  }

  private static void bothUseTheLibrary(String name) throws Exception {
    IntSupplier till =
        (IntSupplier) jar.loadClass("acme.till." + name).getConstructor().newInstance();
    both(() -> assertTrue(till.getAsInt() > 0));
    assertEquals(3, till.getAsInt());
  }

  private static void assertFound(Class<?> fixture, String words, String... configuration) {
    Throwable failure = Kit.failureOf(fixture, configuration);
    String report = Kit.scheduleReport(failure);
    assertTrue(report.contains(words), () -> failure + "\n" + report);
  }

  // ---- libraries ------------------------------------------------------------------------------

  static class NotIncluded {
    @HeddleTest(schedules = 100)
    void test() throws Exception {
      bothUseTheLibrary("Till");
    }
  }

  static class IncludedByPackage {
    @HeddleTest(schedules = 100)
    @Points(include = "acme.till.*")
    void test() throws Exception {
      bothUseTheLibrary("Till");
    }
  }

  static class IncludedByPackageAlone {
    @HeddleTest(schedules = 100)
    @Points(include = "acme.till")
    void test() throws Exception {
      bothUseTheLibrary("Till");
    }
  }

  static class IncludedByName {
    @HeddleTest(schedules = 100)
    @Points(include = {"acme.other.*", "acme.till.Till"})
    void test() throws Exception {
      bothUseTheLibrary("Till");
    }
  }

  static class IncludedAndMended {
    @HeddleTest(exhaustive = true)
    @Points(include = "acme.till.*")
    void test() throws Exception {
      bothUseTheLibrary("Till$Locked");
    }
  }

  /** A race inside of a library is found if that is included; where it is not, it is not. */
  @Test
  void includedLibrary() {
    Kit.passes(1, NotIncluded.class);
    assertFound(IncludedByPackage.class, "reads Till.sum (Till.java:7) before");
    assertFound(IncludedByPackageAlone.class, "reads Till.sum (Till.java:7) before");
    assertFound(IncludedByName.class, "reads Till.sum (Till.java:7) before");
    Kit.passes(1, IncludedAndMended.class);
    Kit.passes(1, NotIncluded.class);
  }

  /** The default order does not show it. */
  @Test
  void includedLibraryInOrder() {
    Kit.passes(1, IncludedByPackage.class, "heddle.policy", "fifo");
  }

  /** A token has what was included. */
  @Test
  void replayOfAnIncludedLibrary() {
    Throwable failure = Kit.failureOf(IncludedByName.class);
    Throwable replayed =
        Kit.failureOf(
            IncludedByName.class,
            "heddle.replay",
            "PointsSettingsTest$IncludedByName#test:" + Kit.tokenOf(failure));
    assertEquals(failure.getMessage(), replayed.getMessage());
  }

  static class InTwoCalls {
    @HeddleTest(schedules = 100)
    void test() throws Exception {
      IntSupplier till =
          (IntSupplier) jar.loadClass("acme.till.Till").getConstructor().newInstance();
      AtomicInteger last = new AtomicInteger();
      both(() -> last.set(till.getAsInt()));
      assertEquals(2, last.get());
    }
  }

  /** A call of a library's object is a point once threads share that, whatever type is known. */
  @Test
  void callsOfALibrary() {
    assertFound(InTwoCalls.class, " before ");
    Kit.passes(1, InTwoCalls.class, "heddle.policy", "fifo");
  }

  // ---- the JDK --------------------------------------------------------------------------------

  /** There is never more than one element in the queue, but {@code size} may count two. */
  private static void countWhileItChanges(Object lockOfOne, Object lockOfOther) throws Exception {
    ConcurrentLinkedQueue<String> queue = new ConcurrentLinkedQueue<>();
    queue.add("first");
    AtomicInteger size = new AtomicInteger();
    both(
        () -> {
          synchronized (lockOfOne) {
            size.set(queue.size());
          }
        },
        () -> {
          synchronized (lockOfOther) {
            queue.poll();
            queue.add("second");
          }
        });
    assertTrue(size.get() <= 1, () -> "a size of " + size);
  }

  static class QueueNotIncluded {
    @HeddleTest(schedules = 300)
    void test() throws Exception {
      countWhileItChanges(new Object(), new Object());
    }
  }

  static class QueueIncluded {
    @HeddleTest(schedules = 1_000)
    @Points(include = "java.util.concurrent.ConcurrentLinkedQueue")
    void test() throws Exception {
      countWhileItChanges(new Object(), new Object());
    }
  }

  static class QueueIncludedAndMended {
    @HeddleTest(schedules = 300)
    @Points(include = "java.util.concurrent.ConcurrentLinkedQueue")
    void test() throws Exception {
      Object lock = new Object();
      countWhileItChanges(lock, lock);
    }
  }

  /** What methods of the JDK's own collections do not promise shows between their steps. */
  @Test
  void includedClassOfTheJdk() {
    Kit.passes(1, QueueNotIncluded.class);
    assertFound(QueueIncluded.class, " goes before ");
    Kit.passes(1, QueueIncluded.class, "heddle.policy", "fifo");
    Kit.passes(1, QueueIncludedAndMended.class);
    Kit.passes(1, QueueNotIncluded.class);
  }

  // ---- excluded code --------------------------------------------------------------------------

  static class Careless {
    int count;

    void add() {
      count++;
    }
  }

  private static void bothCount() throws InterruptedException {
    Careless careless = new Careless();
    both(careless::add);
    assertEquals(2, careless.count);
  }

  static class NotExcluded {
    @HeddleTest(schedules = 100)
    void test() throws Exception {
      bothCount();
    }
  }

  static class ExcludedByName {
    @HeddleTest(schedules = 100)
    @Points(exclude = "dev.heddle.junit.PointsSettingsTest$Careless")
    void test() throws Exception {
      bothCount();
    }
  }

  static class ExcludedByClassAround {
    @HeddleTest(schedules = 100)
    @Points(exclude = "dev.heddle.junit.PointsSettingsTest")
    void test() throws Exception {
      bothCount();
    }
  }

  static class ExcludedByPackage {
    @HeddleTest(schedules = 100)
    @Points(exclude = "dev.heddle.junit.*")
    void test() throws Exception {
      bothCount();
    }
  }

  static class OthersExcluded {
    @HeddleTest(schedules = 100)
    @Points(exclude = {"acme.*", "dev.heddle.junit.PointsSettingsTest$IncludedByName"})
    void test() throws Exception {
      bothCount();
    }
  }

  /** Code without points hides its race. */
  @Test
  void excludedCode() {
    assertFound(NotExcluded.class, "reads Careless.count (PointsSettingsTest.java:");
    Kit.passes(1, NotExcluded.class, "heddle.policy", "fifo");
    Kit.passes(1, ExcludedByName.class);
    Kit.passes(1, ExcludedByClassAround.class);
    Kit.passes(1, ExcludedByPackage.class);
    assertFound(OthersExcluded.class, "reads Careless.count (PointsSettingsTest.java:");
  }

  // ---- the level ------------------------------------------------------------------------------

  static class VolatileCounter {
    volatile int count;

    @SuppressWarnings("NonAtomicVolatileUpdate") // on purpose
    void add() {
      count++;
    }
  }

  static class OfAVolatileField {
    @HeddleTest(schedules = 100)
    void test() throws Exception {
      VolatileCounter counter = new VolatileCounter();
      both(counter::add);
      assertEquals(2, counter.count);
    }
  }

  static class InTwoMonitors {
    @HeddleTest(schedules = 100)
    void test() throws Exception {
      Careless careless = new Careless();
      both(
          () -> {
            int seen;
            synchronized (careless) {
              seen = careless.count;
            }
            synchronized (careless) {
              careless.count = seen + 1;
            }
          });
      assertEquals(2, careless.count);
    }
  }

  /** The least level that finds a race: of plain fields, those that were seen to be shared. */
  @Test
  void levelOfABuild() {
    Class<?>[] races = {InTwoMonitors.class, OfAVolatileField.class, NotExcluded.class};
    for (Class<?> race : races) {
      Kit.passes(1, race, "heddle.points", "none");
      Kit.failureOf(race, "heddle.points", "volatile");
      Kit.failureOf(race, "heddle.points", "ALL");
    }
    Kit.failureOf(InTwoMonitors.class, "heddle.points", "sync");
    Kit.passes(1, OfAVolatileField.class, "heddle.points", "sync");
    Kit.passes(1, NotExcluded.class, "heddle.points", " sync ");
  }

  static class NoneByAnnotation {
    @HeddleTest(schedules = 100)
    @Points(PointLevel.NONE)
    void test() throws Exception {
      bothCount();
    }
  }

  /** What a build says counts, as it does for the other settings of a search. */
  @Test
  void levelOfABuildComesBeforeThatOfATest() {
    Kit.passes(1, NoneByAnnotation.class);
    Kit.failureOf(NoneByAnnotation.class, "heddle.points", "all");
  }

  // ---- bad values -----------------------------------------------------------------------------

  static class Once {
    @HeddleTest
    void test() {}
  }

  private static String refusalOf(Class<?> fixture, String... configuration) {
    Throwable failure = Kit.failureOf(fixture, configuration);
    assertInstanceOf(ExtensionConfigurationException.class, failure);
    return failure.getMessage().replaceAll(" on \\[.*test\\(\\)]", "");
  }

  /** A test that runs once refuses it, too. */
  @Test
  void noSuchLevel() {
    for (Class<?> fixture : new Class<?>[] {NotExcluded.class, Once.class}) {
      assertEquals(
          "Configuration error: configuration parameter [heddle.points] must be [none], [sync],"
              + " [volatile] or [all], and is [some].",
          refusalOf(fixture, "heddle.points", "some"));
    }
  }

  static class PackageOfTheJdk {
    @HeddleTest(schedules = 2)
    @Points(include = "java.util.concurrent.*")
    void test() {}
  }

  static class NoClassOfTheJdk {
    @HeddleTest(schedules = 2)
    @Points(include = {"acme.*", "java.util.HashMop"})
    void test() {}
  }

  static class FileName {
    @HeddleTest(schedules = 2)
    @Points(include = "acme/till/Till")
    void test() {}
  }

  static class Pattern {
    @HeddleTest(schedules = 2)
    @Points(exclude = "acme.*.Till")
    void test() {}
  }

  /** What would have no effect, as nothing can have that name, is refused. */
  @Test
  void noNames() {
    String included =
        "Configuration error: 'include' of @Points must be names of classes, and of packages of"
            + " libraries such as com.acme.*, where a class of the JDK must be one that it has, and"
            + " is ";
    assertEquals(included + "[[java.util.concurrent.*]].", refusalOf(PackageOfTheJdk.class));
    assertEquals(included + "[[acme.*, java.util.HashMop]].", refusalOf(NoClassOfTheJdk.class));
    assertEquals(included + "[[acme/till/Till]].", refusalOf(FileName.class));
    assertEquals(
        "Configuration error: 'exclude' of @Points must be names of classes such as"
            + " com.acme.Cache, and of packages such as com.acme.*, and is [[acme.*.Till]].",
        refusalOf(Pattern.class));
  }
}
