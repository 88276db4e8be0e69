package dev.heddle.junit.documents;

import static dev.heddle.junit.documents.DocumentKit.failures;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectDirectory;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectFile;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestEngine;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** A build without commonmark-java, as one that has no documents, is as good as any other. */
class WithoutCommonMarkTest {
  private static final String PACKAGE = "dev.heddle.junit.documents.";

  @TempDir Path directory;

  @Documents("src/test/docs/right/first.md")
  static class OneFile {}

  /** Loads the engine's classes anew, and none of commonmark-java. */
  private static final class Loader extends ClassLoader {
    Loader() {
      super(WithoutCommonMarkTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith("org.commonmark.")) {
        throw new ClassNotFoundException(name);
      }
      if (!name.startsWith(PACKAGE) || name.equals(Documents.class.getName())) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded != null ? loaded : define(name);
      }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }

  private static EngineExecutionResults run(DiscoverySelector selector) throws Exception {
    Class<?> engine = new Loader().loadClass(EngineEntry.class.getName());
    return EngineTestKit.engine((TestEngine) engine.getConstructor().newInstance())
        .selectors(selector)
        .execute();
  }

  @Test
  void documentSaysWhatToAdd() throws Exception {
    String expected =
        "src/test/docs/right/first.md:1: Documents need commonmark-java. Add"
            + " [org.commonmark:commonmark] to the dependencies of the tests."
            + " (java.lang.NoClassDefFoundError: org/commonmark/node/AbstractVisitor)";
    for (int i = 0; i < 2; i++) {
      List<Throwable> failures = failures(run(selectClass(OneFile.class)));
      assertEquals(1, failures.size(), failures::toString);
      assertEquals(expected, failures.get(0).getMessage());
    }
  }

  @Test
  void otherTestsAreNotTouched() throws Exception {
    Files.writeString(directory.resolve("feature.md"), "# Feature\n\n* Given ```java```\n");
    for (DiscoverySelector selector :
        List.of(
            selectClass(WithoutCommonMarkTest.class),
            selectFile("pom.xml"),
            selectDirectory(directory.toString()))) {
      EngineExecutionResults results = run(selector);
      assertEquals(List.of(), failures(results));
      results.testEvents().assertStatistics(s -> s.started(0));
    }
    DocumentKit.write(directory, "´´´java run\n;\n´´´\n");
    String failure = failures(run(selectDirectory(directory.toString()))).get(0).getMessage();
    assertTrue(failure.contains("page.md:1: Documents need commonmark-java."), failure);
  }
}
