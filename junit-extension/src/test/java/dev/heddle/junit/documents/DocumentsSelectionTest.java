package dev.heddle.junit.documents;

import static dev.heddle.junit.documents.DocumentKit.failures;
import static dev.heddle.junit.documents.DocumentKit.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectDirectory;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectFile;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectUniqueId;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.discovery.FilePosition;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.FileSource;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** Documents are found under marker classes, and as files, lines, directories and unique ids. */
class DocumentsSelectionTest {
  private static final String RIGHT = "src/test/docs/right";
  private static final String FILE = RIGHT + "/first.md";

  @Documents({"src/test/docs/right/first.md"})
  static class OneFile {}

  @Documents("src/test/docs/right")
  static class OneDirectory {}

  @Documents("src/*/docs/**.md")
  static class Pattern {}

  @Documents("src/test/docs/broken")
  static class Broken {}

  @Documents("no/such.md")
  static class Missing {}

  @Documents("src/test/docs/right/*.txt")
  static class Unmatched {}

  @Documents("src/test/docs/right/prose.md")
  static class Prose {}

  @Documents({})
  static class Nothing {}

  @TempDir Path directory;

  private static List<String> names(EngineExecutionResults results) {
    return results.testEvents().started().stream()
        .map(event -> event.getTestDescriptor().getDisplayName())
        .toList();
  }

  private static List<String> namesOf(DiscoverySelector... selectors) {
    EngineExecutionResults results = run(selectors);
    assertEquals(List.of(), failures(results));
    return names(results);
  }

  // ---- marker classes ---------------------------------------------------------------------

  @Test
  void markerClassHasTheProgramsOfItsDocuments() {
    List<String> all = List.of("First", "Second", "third");
    assertEquals(all, namesOf(selectClass(OneFile.class)));
    assertEquals(all, namesOf(selectClass(OneDirectory.class)));
  }

  @Test
  void patternHasWhatMatches() {
    EngineExecutionResults results = run(selectClass(Pattern.class));
    assertEquals(List.of("Broken", "First", "Second", "third"), names(results));
    assertEquals(1, failures(results).size());
  }

  /** Surefire runs only what is below a container with the source of a class. */
  @Test
  void testsAreBelowAClassAndKnowTheirLines() {
    Event started = run(selectClass(OneFile.class)).testEvents().started().stream().toList().get(1);
    TestDescriptor program = started.getTestDescriptor();
    FileSource source = (FileSource) program.getSource().orElseThrow();
    assertEquals(13, source.getPosition().orElseThrow().getLine());
    assertEquals(new File(FILE).getAbsoluteFile(), source.getFile());
    TestDescriptor document = program.getParent().orElseThrow();
    assertEquals(FileSource.from(new File(FILE)), document.getSource().orElseThrow());
    TestSource marker = document.getParent().orElseThrow().getSource().orElseThrow();
    assertEquals(ClassSource.from(OneFile.class), marker);
  }

  @Test
  void brokenDocumentFails() {
    EngineExecutionResults results = run(selectClass(Broken.class));
    results.testEvents().assertStatistics(s -> s.started(1).failed(1));
    String message = failures(results).get(0).getMessage();
    assertTrue(message.startsWith("src/test/docs/broken/broken.md:8: "), message);
  }

  @Test
  void placeWithoutDocumentsFails() {
    assertEquals(
        "no/such.md:1: There is no document [no/such.md]: ["
            + Path.of("no/such.md").toAbsolutePath()
            + "] does not exist. Paths are relative to the working directory.",
        failureOf(Missing.class));
    assertEquals(
        "src/test/docs/right/*.txt:1: No Markdown document with a program matches"
            + " [src/test/docs/right/*.txt] in ["
            + Path.of(RIGHT).toAbsolutePath()
            + "]. Start a program with [```java run], or correct the path.",
        failureOf(Unmatched.class));
    assertEquals(
        "src/test/docs/right/prose.md:1: The document [src/test/docs/right/prose.md] has no"
            + " program. Start one with [```java run], or do not name the document.",
        failureOf(Prose.class));
    assertEquals(
        "documents:1: The annotation @Documents names no document. Name one.",
        failureOf(Nothing.class));
  }

  @Test
  void documentThatIsNotText() throws IOException {
    Path file = directory.resolve("page.md");
    Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 'a'});
    String message = failures(run(selectFile(file.toString()))).get(0).getMessage();
    String expected = ":1: The document [" + file.toAbsolutePath() + "] is not readable: ";
    assertTrue(message.contains(expected), message);
  }

  @Test
  void hiddenDirectoriesAreLeftOut() throws IOException {
    Path hidden = Files.createDirectories(directory.resolve(".tool/copy"));
    DocumentKit.write(hidden, "´´´java run\nprint(1);\n´´´\n");
    DocumentKit.write(directory, "´´´java run name=seen\n;\n´´´\n");
    assertEquals(List.of("seen"), namesOf(selectDirectory(directory.toString())));
  }

  private static String failureOf(Class<?> marker) {
    List<Throwable> failures = failures(run(selectClass(marker)));
    assertEquals(1, failures.size());
    return failures.get(0).getMessage();
  }

  /** A scan takes the classes that a class name filter lets through, as build tools do. */
  @Test
  void scanFindsMarkerClasses() {
    List<String> found =
        run(selectPackage("dev.heddle.junit.documents")).containerEvents().started().stream()
            .map(event -> event.getTestDescriptor().getSource())
            .filter(source -> source.filter(ClassSource.class::isInstance).isPresent())
            .map(source -> ((ClassSource) source.get()).getClassName())
            .toList();
    assertTrue(found.contains(OneFile.class.getName()), found.toString());
  }

  // ---- files ------------------------------------------------------------------------------

  @Test
  void fileAndDirectory() {
    List<String> all = List.of("First", "Second", "third");
    assertEquals(all, namesOf(selectFile(FILE)));
    assertEquals(all, namesOf(selectDirectory(RIGHT)));
    run(selectFile("pom.xml")).testEvents().assertStatistics(s -> s.started(0));
  }

  /** A line selects the program that it belongs to: the last that begins there or above. */
  @ParameterizedTest
  @CsvSource({"1, First", "3, First", "8, First", "13, Second", "21, third", "99, third"})
  void line(int line, String name) {
    assertEquals(List.of(name), namesOf(selectFile(FILE, FilePosition.from(line))));
  }

  @Test
  void uniqueId() {
    String engine = "[engine:heddle-documents]";
    String marker = engine + "/[class:" + OneFile.class.getName() + "]";
    String document = "/[document:src%2Ftest%2Fdocs%2Fright%2Ffirst.md]";
    assertEquals(3, namesOf(selectUniqueId(marker)).size());
    assertEquals(3, namesOf(selectUniqueId(marker + document)).size());
    assertEquals(List.of("Second"), namesOf(selectUniqueId(marker + document + "/[item:2]")));
    assertEquals(List.of("third"), namesOf(selectUniqueId(engine + document + "/[item:3]")));
    assertEquals(1, failures(run(selectUniqueId(marker + document + "/[item:4]"))).size());
  }

  /** The id of a test that was run selects that very test. */
  @Test
  void idsAreStable() {
    for (Event event : run(selectClass(OneFile.class)).testEvents().started().stream().toList()) {
      TestDescriptor test = event.getTestDescriptor();
      assertEquals(List.of(test.getDisplayName()), namesOf(selectUniqueId(test.getUniqueId())));
    }
  }

  // ---- side by side -----------------------------------------------------------------------

  /** Two programs that wait for each other end only side by side. */
  @Test
  void programsRunInParallel() {
    String half =
        """
        ´´´java run loop=none
        CyclicBarrier both =
            (CyclicBarrier) System.getProperties().computeIfAbsent("both", k -> new CyclicBarrier(2));
        both.await(20, TimeUnit.SECONDS);
        print("met");
        ´´´

        ´´´output
        met
        ´´´
        """;
    Path file = DocumentKit.write(directory, half + half);
    Map<String, String> parallel =
        Map.of(
            "heddle.documents.parallel", "true",
            "heddle.documents.parallel.strategy", "fixed",
            "heddle.documents.parallel.fixed.parallelism", "2");
    try {
      EngineExecutionResults results =
          EngineTestKit.engine("heddle-documents")
              .selectors(selectFile(file.toString()))
              .configurationParameters(parallel)
              .execute();
      assertEquals(List.of(), failures(results));
      results.testEvents().assertStatistics(s -> s.succeeded(2));
    } finally {
      System.getProperties().remove("both");
    }
  }

  /** Each has its own output, whoever runs beside it. */
  @Test
  void outputsDoNotMix() {
    StringBuilder page = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      page.append(
          "´´´java run\nfor (int i = 0; i < 50; i++) { Thread.yield(); print(%d); }\n´´´\n"
              .formatted(i));
      page.append("´´´output\n").append((i + "\n").repeat(50)).append("´´´\n");
    }
    Path file = DocumentKit.write(directory, page.toString());
    EngineExecutionResults results =
        EngineTestKit.engine("heddle-documents")
            .selectors(selectFile(file.toString()))
            .configurationParameter("heddle.documents.parallel", "true")
            .execute();
    assertEquals(List.of(), failures(results));
    results.testEvents().assertStatistics(s -> s.succeeded(40));
  }
}
