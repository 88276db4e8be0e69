package dev.heddle.junit.documents;

import static dev.heddle.junit.SummaryLineTest.linesOf;
import static dev.heddle.junit.documents.DocumentKit.failureOf;
import static dev.heddle.junit.documents.DocumentKit.failures;
import static dev.heddle.junit.documents.DocumentKit.messageOf;
import static dev.heddle.junit.documents.DocumentKit.passes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectFile;

import dev.heddle.Loop;
import dev.heddle.Task;
import dev.heddle.Tasks;
import dev.heddle.explore.Exploration;
import dev.heddle.explore.Explorer;
import dev.heddle.explore.ScheduleReport;
import dev.heddle.testing.HeddleReport;
import dev.heddle.verdict.DeadlockError;
import dev.heddle.verdict.ProblemsError;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.testkit.engine.EngineTestKit;

/** What a document states besides an output is checked, and fails if it is not so. */
class DocumentsOptionsTest {
  private static final String RACE =
      """
      int[] count = {0};
      Callable<Object> add = () -> {
        int read = count[0];
        Thread.yield();
        return count[0] = read + 1;
      };
      Tasks.gather(loop.createTask(add), loop.createTask(add)).await();
      print(count[0]);
      """;

  @TempDir Path directory;

  private static String page(String options, String program, String... blocks) {
    return "´´´java run " + options + "\n" + program + "´´´\n" + String.join("", blocks);
  }

  private static String block(String info, String text) {
    return "´´´" + info + "\n" + text + "´´´\n";
  }

  // ---- policies ---------------------------------------------------------------------------

  @ParameterizedTest
  @ValueSource(strings = {"", "policy=fifo"})
  void defaultOrder(String options) {
    String program =
        """
        Task<Integer> a = loop.createTask(() -> { print("a"); return 1; });
        Task<Integer> b = loop.createTask(() -> { print("b"); return 2; });
        print("made");
        a.await();
        b.await();
        """;
    passes(1, directory, page(options, program, block("output", "made\na\nb\n")));
    passes(1, directory, page("policy=lifo", program, block("output", "made\nb\na\n")));
    passes(1, directory, page("policy=eager", program, block("output", "a\nb\nmade\n")));
  }

  @Test
  void tokenOfAScheduleIsReplayed() {
    Exploration<Integer> found = Explorer.create().exhaustive().explore(DocumentsOptionsTest::race);
    String token =
        found.outcomes().entrySet().stream()
            .filter(outcome -> Integer.valueOf(2).equals(outcome.getKey().value()))
            .map(outcome -> outcome.getValue().first().token())
            .findFirst()
            .orElseThrow();
    passes(1, directory, page("policy=" + token, RACE, block("output", "2\n")));
    passes(1, directory, page("", RACE, block("output", "1\n")));
  }

  private static Integer race(Loop loop) {
    int[] count = {0};
    Task<Integer> a = loop.createTask(() -> add(count));
    Task<Integer> b = loop.createTask(() -> add(count));
    Tasks.gather(a, b).await();
    return count[0];
  }

  private static int add(int[] count) {
    int read = count[0];
    Thread.yield();
    count[0] = read + 1;
    return read;
  }

  // ---- time, exceptions, problems ---------------------------------------------------------

  @Test
  void timeThatTheProgramTakes() {
    String program = "Tasks.sleep(Duration.ofSeconds(90));\n";
    passes(1, directory, page("time=1m30s", program));
    assertEquals(
        """
        page.md:1: The program does not take the time that the document says.
        expected:
          1m 31s
        but was:
          1m 30s""",
        messageOf(directory, page("time=91s", program)));
  }

  @Test
  void exceptionThatIsStated() {
    String program = "throw new java.io.FileNotFoundException(\"gone\");\n";
    passes(1, directory, page("throws=FileNotFoundException", program));
    passes(1, directory, page("throws=java.io.IOException", program));
    String text = "java.io.FileNotFoundException: gone\n";
    passes(1, directory, page("", program, block("text error", text)));
    assertEquals(
        """
        page.md:4: The program does not fail with what the document says.
        expected:
          java.io.FileNotFoundException: here
        but was:
          java.io.FileNotFoundException: gone""",
        messageOf(directory, page("", program, block("error", text.replace("gone", "here")))));
  }

  @Test
  void exceptionThatIsStatedAndNotThrown() {
    assertEquals(
        """
        page.md:1: The program does not end as the document says.
        expected:
          DeadlockError
        but was:
          no exception""",
        messageOf(directory, page("throws=DeadlockError", "print();\n", block("output", "\n"))));
  }

  /** The very exception, whose frames are lines of the document, with the last steps. */
  @Test
  void exceptionThatIsNotStated() {
    String program = "print();\nthrow new IllegalStateException(\"no\");\n";
    Throwable failure = failureOf(directory, page("", program, block("output", "\n")));
    assertInstanceOf(IllegalStateException.class, failure);
    assertEquals("page.md", failure.getStackTrace()[0].getFileName());
    assertEquals(3, failure.getStackTrace()[0].getLineNumber());
    assertInstanceOf(HeddleReport.class, failure.getSuppressed()[0]);
  }

  @Test
  void deadlockThatIsStated() {
    String program = "new CountDownLatch(1).await();\n";
    passes(1, directory, page("throws=DeadlockError", program));
    assertInstanceOf(DeadlockError.class, failureOf(directory, page("", program)));
  }

  @Test
  void problemsThatAreStated() {
    String program = "Tasks.coroutine(() -> 1);\n";
    passes(1, directory, page("problem=NEVER_AWAITED", program));
    Throwable unsaid = failureOf(directory, page("", program));
    assertTrue(
        unsaid.getMessage().contains("problems that the document does not state"),
        unsaid.getMessage());
    assertInstanceOf(ProblemsError.class, unsaid.getCause());
    String other = page("problem=LEFT_RUNNING,NEVER_AWAITED", program);
    assertEquals(
        """
        page.md:1: The program does not have the problems that the document states.
        expected:
          [NEVER_AWAITED, LEFT_RUNNING]
        but was:
          [NEVER_AWAITED]""",
        messageOf(directory, other));
  }

  // ---- loops ------------------------------------------------------------------------------

  @Test
  void nestedLoopMayRunInsideItself() {
    String program = "print(Loop.builder().nested(true).<String>run(inner -> \"inside\"));\n";
    passes(1, directory, page("loop=nested", program, block("output", "inside\n")));
  }

  @Test
  void programMayMakeItsLoopsItself() {
    String program = "print(Loop.<String>run(loop -> \"inside\"));\n";
    passes(1, directory, page("loop=none", program, block("output", "inside\n")));
  }

  // ---- all schedules ----------------------------------------------------------------------

  @Test
  void allOutcomes() {
    passes(1, directory, page("", RACE, block("output outcomes", "1\n---\n2\n")));
  }

  @Test
  void outcomeThatIsNotStated() {
    Throwable failure = failureOf(directory, page("", RACE, block("output outcomes", "1\n")));
    assertTrue(
        failure.getMessage().contains("not among the stated outcomes"), failure.getMessage());
    Throwable report = failure.getSuppressed()[0];
    assertInstanceOf(ScheduleReport.class, report);
    String token = report.getMessage().replaceAll("(?s).*replay: policy=(\\S+) in.*", "$1");
    passes(1, directory, page("policy=" + token, RACE, block("output", "2\n")));
  }

  @Test
  void outcomeThatNoScheduleHas() {
    String message =
        messageOf(directory, page("", RACE, block("output outcomes", "1\n---\n2\n---\n3\n")));
    assertTrue(
        message.startsWith("page.md:11: Some stated outcomes occur in no schedule. All "), message);
    assertTrue(message.endsWith("but was:\n  1\n  ---\n  2"), message);
  }

  @Test
  void sameUnderEverySchedule() {
    String program = RACE.replace("Thread.yield();", "");
    passes(1, directory, page("", program, block("output always", "2\n")));
    Throwable failure = failureOf(directory, page("", RACE, block("output always", "1\n")));
    assertTrue(failure.getMessage().contains("does not print what"), failure.getMessage());
    assertInstanceOf(ScheduleReport.class, failure.getSuppressed()[0]);
  }

  /** A worker that waits for more when the program ends is cancelled, which nobody decides. */
  @Test
  void sameThoughAWorkerIsLeft() {
    String program =
        """
        BlockingQueue<CountDownLatch> queue = new LinkedBlockingQueue<>();
        for (int worker = 0; worker < 2; worker++) {
          loop.createTask(() -> { while (true) { queue.take().countDown(); } });
        }
        CountDownLatch done = new CountDownLatch(1);
        queue.put(done);
        done.await();
        print("done");
        """;
    passes(1, directory, page("", program, block("output always", "done\n")));
  }

  /** A deadlock in some order contradicts an output, and is told as itself. */
  @Test
  void failureInSomeScheduleIsItself() {
    String program =
        """
        Semaphore one = new Semaphore(0);
        boolean[] open = {false};
        Task<?> a = loop.createTask(() -> { if (!open[0]) { one.acquire(); } return 1; });
        Task<?> b = loop.createTask(() -> { open[0] = true; return 1; });
        Tasks.gather(b, a).await();
        """;
    String page = page("policy=eager", program, block("output always", ""));
    assertInstanceOf(DeadlockError.class, failureOf(directory, page));
    passes(1, directory, page("policy=lifo", program));
  }

  @Test
  void boundThatIsMet() {
    String met = page("schedules=1", RACE, block("output outcomes", "1\n---\n2\n"));
    String message = messageOf(directory, met);
    assertTrue(message.startsWith("page.md:11: INCOMPLETE"), message);
    assertTrue(message.contains("Allow more with [schedules=...]"), message);
    passes(1, directory, met.replace("outcomes", "outcomes incomplete"));
    passes(1, directory, met.replace("outcomes", "always incomplete").replace("---\n2\n", ""));
  }

  @Test
  void boundThatIsNotMet() {
    String page = page("", RACE, block("output outcomes incomplete", "1\n---\n2\n"));
    String message = messageOf(directory, page);
    assertTrue(message.startsWith("page.md:11: The search is complete: All "), message);
    assertTrue(message.endsWith("Remove [incomplete]."), message);
  }

  @Test
  void boundOfDeviations() {
    passes(1, directory, page("maxDeviations=0", RACE, block("output always", "1\n")));
    passes(1, directory, page("maxDeviations=1", RACE, block("output outcomes", "1\n---\n2\n")));
  }

  // ---- what a search prints -----------------------------------------------------------------

  @Test
  void lineOfASearch() {
    String race = "# Race\n" + page("", RACE, block("output outcomes", "1\n---\n2\n"));
    assertEquals(
        List.of("Heddle: page.md: Race: All "),
        lines(race).stream().map(line -> line.replaceAll("All .*", "All ")).toList());
    assertEquals(List.of(), lines(page("", ";\n")));
  }

  @Test
  void lineOfASearchWithoutAChoice() {
    String page = "# One\n" + page("", "print(1);\n", block("output always", "1\n"));
    List<String> lines = lines(page);
    assertEquals(1, lines.size());
    assertTrue(lines.get(0).startsWith("Heddle: warning: page.md: One: "), lines.get(0));
  }

  @Test
  void lineIsSwitchedOff() {
    String page = page("", RACE, block("output outcomes", "1\n---\n2\n"));
    assertEquals(
        List.of(),
        linesOf(
            () ->
                kit(page)
                    .configurationParameter("heddle.summary", "none")
                    .execute()
                    .testEvents()
                    .assertStatistics(s -> s.succeeded(1))));
    Throwable failure =
        failures(kit(page).configurationParameter("heddle.summary", "some").execute()).get(0);
    while (!failure.getMessage().startsWith("Configuration error: ")) {
      failure = failure.getCause();
    }
    assertEquals(
        "Configuration error: configuration parameter [heddle.summary] must be [line] or [none],"
            + " and is [some].",
        failure.getMessage());
  }

  /** Without the directory of the document. */
  private List<String> lines(String page) {
    String place = directory.toString().replace('\\', '/') + "/";
    return linesOf(() -> passes(1, directory, page)).stream()
        .map(line -> line.replace(place, ""))
        .toList();
  }

  private EngineTestKit.Builder kit(String page) {
    return EngineTestKit.engine("heddle-documents")
        .selectors(selectFile(DocumentKit.write(directory, page).toString()));
  }
}
