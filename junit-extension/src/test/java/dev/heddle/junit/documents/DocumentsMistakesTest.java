package dev.heddle.junit.documents;

import static dev.heddle.junit.documents.DocumentKit.messageOf;
import static dev.heddle.junit.documents.DocumentKit.passes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A mistake in a document is a failing test that names the line and the remedy. */
class DocumentsMistakesTest {
  private static final String OPTIONS =
      "There are: name, policy, time, throws, problem, loop, schedules, maxDeviations, each followed by"
          + " [=] and a value.";

  @TempDir Path directory;

  private String message(String text) {
    return messageOf(directory, text);
  }

  // ---- fences -----------------------------------------------------------------------------

  @Test
  void fenceThatIsNotClosed() {
    assertEquals(
        "page.md:2: The fence [```java run] is not closed. Close it with [```].",
        message("Text\n´´´java run\nprint(1);\n"));
  }

  /** What holds a fence ends it, as CommonMark has it; here that is a mistake all the same. */
  @Test
  void fenceThatItsListOrQuotationEnds() {
    String notClosed = "The fence [~~~~java run] is not closed. Close it with [~~~~].";
    assertEquals("page.md:1: " + notClosed, message("> ~~~~java run\n> ;\n\n~~~~\n~~~~\n"));
    assertEquals("page.md:1: " + notClosed, message("- ~~~~java run\n  ;\ntext\n"));
    assertEquals("page.md:2: " + notClosed, message("<!--\n~~~~java run\n;\n-->\n"));
  }

  @Test
  void programInsideHtml() {
    assertEquals(
        "page.md:3: A program inside HTML is not run. Put an empty line before its fence, where"
            + " Markdown begins again.",
        message("<details>\n<summary>Code</summary>\n´´´java run\n;\n´´´\n"));
    String inFirstLine = message("<!-- ´´´java run\n;\n´´´\n-->\n");
    assertTrue(inFirstLine.startsWith("page.md:1: A program inside HTML is not run."), inFirstLine);
    passes(1, directory, "<details>\n\n´´´java run\n;\n´´´\n\n</details>\n");
  }

  @Test
  void outputWithoutProgram() {
    String remedy = "Start one above it with [```java run].";
    assertEquals(
        "page.md:3: There is no program above whose [output] this is. " + remedy,
        message("´´´java\n´´´\n´´´output\n1\n´´´\n"));
    assertEquals(
        "page.md:1: There is no program above whose [error] this is. " + remedy,
        message("´´´text error\n1\n´´´\n"));
  }

  @Test
  void secondOutput() {
    assertEquals(
        "page.md:7: The program in line 1 already has an output, in line 4. Keep one of them.",
        message("´´´java run\nprint(1);\n´´´\n´´´output\n1\n´´´\n´´´output\n1\n´´´\n")
            .lines()
            .toList()
            .get(0));
  }

  // ---- options ----------------------------------------------------------------------------

  @ParameterizedTest
  @CsvSource({"tiem=3s, tiem", "fifo, fifo"})
  void optionThatDoesNotExist(String option, String named) {
    String page = "´´´java run " + option + "\nprint(1);\n´´´\n";
    assertEquals(
        "page.md:1: There is no option [" + named + "] of a program. " + OPTIONS, message(page));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "time=long|The option [time] must be a time such as [1m30s], and is [long].",
        "problem=BAD|The option [problem] must be kinds of problems, of [CALLBACK, SHUTDOWN, GROUP,"
            + " UNCAUGHT, NEVER_RETRIEVED, NEVER_AWAITED, LEFT_PENDING, LEFT_RUNNING,"
            + " NOT_TRANSFORMED, SLOW_STEP], and is [BAD].",
        "loop=two|The option [loop] must be [one], [nested] or [none], and is [two].",
        "policy=best|The option [policy] must be [eager], the name of a policy such as [fifo], or"
            + " the token of a schedule, and is [best].",
        "policy=h1.AAAA|The option [policy] must be [eager], the name of a policy such as [fifo],"
            + " or the token of a schedule, and is [h1.AAAA].",
        "policy=h2.AAAA|The option [policy] must be [eager], the name of a policy such as [fifo],"
            + " or the token of a schedule, and is [h2.AAAA].",
        "policy=exhaustive|The policy [exhaustive] is for many runs, and the program is run once."
            + " Say [output always] or [output outcomes] in place of it, to search.",
        "policy=deviations:2|The policy [deviations:2] is for many runs, and the program is run once."
            + " Say [output always] or [output outcomes] in place of it, to search.",
        "policy=Portfolio|The policy [Portfolio] is for many runs, and the program is run once."
            + " Say [output always] or [output outcomes] in place of it, to search.",
        "maxDeviations=4294967295|The option [maxDeviations] must be a number of deviations, 0 or more, and is [4294967295].",
        "schedules=0|The option [schedules] must be a positive number, and is [0].",
        "maxDeviations=-1|The option [maxDeviations] must be a number of deviations, 0 or more, and is [-1].",
        "schedules=5|The options [schedules] and [maxDeviations] limit a search, and there is none. Write"
            + " [output always] or [output outcomes], or remove them.",
        "loop=none time=3s|A program with [loop=none] has no policy, time or problems. Remove one"
            + " of them.",
      })
  void valueThatIsWrong(String option, String expected) {
    assertEquals("page.md:1: " + expected, message("´´´java run " + option + "\nprint(1);\n´´´\n"));
  }

  @ParameterizedTest
  @CsvSource({"java rum", "java policy=fifo", "java Run"})
  void blockThatIsMeantToRun(String info) {
    assertEquals(
        "page.md:1: A block ["
            + info
            + "] is not run. Start a program with [java run], declarations"
            + " for the programs below with [java given], and code that is only read with [java].",
        message("´´´" + info + "\nprint(1);\n´´´\n"));
  }

  @Test
  void blocksForOtherToolsAreLeftAlone() {
    String others =
        "´´´java title=\"A.java\"\n´´´\n´´´java {1,3}\n´´´\n´´´python run\n´´´\n´´´\n´´´\n";
    passes(1, directory, others + "´´´java run\n;\n´´´\n");
  }

  @Test
  void optionsOfGivenDeclarations() {
    assertEquals(
        "page.md:1: A block [java given] takes no options, and this is [java given time=1s].",
        message("´´´java given time=1s\nint x;\n´´´\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "output ever|An output has no option [ever]. Its options are: always, outcomes, incomplete.",
        "output incomplete|The output of one run cannot be [incomplete]. Add [always] or [outcomes].",
        "error soon|A block [error] takes no options, and this has [soon].",
      })
  void optionOfAnOutput(String info, String expected) {
    assertEquals("page.md:4: " + expected, message("´´´java run\n;\n´´´\n´´´" + info + "\n´´´\n"));
  }

  @Test
  void searchesThatCannotBe() {
    String page = "´´´java run %s\n;\n´´´\n´´´output always\n´´´\n";
    assertEquals(
        "page.md:4: The program is to run with the policy [lifo] and in all schedules. Remove one of"
            + " them.",
        message(page.formatted("policy=lifo")));
    assertEquals(
        "page.md:4: A program with [loop=none] cannot be explored. Remove that, or [always] or"
            + " [outcomes].",
        message(page.formatted("loop=none")));
  }

  // ---- programs ---------------------------------------------------------------------------

  @Test
  void programThatDoesNotCompile() {
    String page = "Text\n\n´´´java run\nint x = 1;\nprint(y);\nprint(z);\n´´´\n";
    String message = message(page);
    assertTrue(
        message.startsWith(
            "page.md:5: The program does not compile.\npage.md:5: cannot find symbol"),
        message);
    assertTrue(message.contains("\npage.md:6: cannot find symbol"), message);
  }

  @Test
  void importThatDoesNotExist() {
    String page =
        "´´´java given\nimport java.io.IOException;\n\n// Why\nimport no.such.Thing;\n´´´\n";
    String message = message(page);
    assertTrue(message.startsWith("page.md:5: The program does not compile."), message);
  }

  @Test
  void statementsApart() {
    assertEquals(
        "page.md:3: A method or import stands between statements. Put it before or after all of"
            + " them.",
        message("´´´java run\nprint(1);\nvoid a() {}\nprint(2);\n´´´\n"));
  }

  @Test
  void nothingToRun() {
    assertEquals(
        "page.md:1: There is nothing to run: the program has no statements, and no method [main] with"
            + " no parameter, a Loop or a String[]. Write some, or make the block [java given].",
        message("´´´java run\nclass A {}\n´´´\n"));
  }

  @Test
  void outputThatIsNotStated() {
    assertEquals(
        """
        page.md:1: The program does not print what the document says. Add a block [output] below \
        the program.
        expected:
          (nothing)
        but was:
          1""",
        message("´´´java run\nprint(1);\n´´´\n"));
  }

  @Test
  void documentWithoutAProgram() {
    String message = message("´´´java\n´´´\n");
    assertTrue(
        message.endsWith(
            "page.md] has no program. Start one with [```java run], or do not name the"
                + " document."),
        message);
  }
}
