package dev.heddle.junit.documents;

import static dev.heddle.junit.documents.DocumentKit.passes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Markdown and Java are taken as programs. */
class DocumentsSyntaxTest {
  @TempDir Path directory;

  private void prints(String output, String program) {
    passes(1, directory, "´´´java run\n" + program + "\n´´´\n\n´´´output\n" + output + "\n´´´\n");
  }

  // ---- Java -------------------------------------------------------------------------------

  @Test
  void statements() {
    prints("1 2", "int a = 1; int b = a + 1;\nprint(a, b);");
    prints(
        "even\nodd",
        "for (int i = 0; i < 2; i++) {\n if (i == 0) { print(\"even\"); } else { print(\"odd\"); }\n}");
    prints("x", "do { print('x'); } while (false);");
    prints("; } //", "print(\"; } //\"); // } ; \"");
    prints(
        "caught", "try { throw new Error(); } catch (Error e) { print(\"caught\"); } finally { }");
    prints("a\nb", "print(\"\"\"\n    a\n    b\n    \"\"\".strip());");
    prints("[1, 2]", "int[] both = {1, 2};\nprint(Arrays.toString(both));");
    prints("null", "print((Object[]) null);");
  }

  @Test
  void declarationsBeforeAndAfterStatements() {
    prints(
        "3 4 Point[x=1, y=2]",
        """
        import java.math.BigInteger;

        record Point(int x, int y) {}
        static final int FOUR = 4;

        print(three(), FOUR, new Point(1, 2));

        /** Says three; {@code ;} */
        int three() {
          return BigInteger.valueOf(3).intValue();
        }
        """);
  }

  @Test
  void classesBetweenStatementsAreLocal() {
    prints(
        "1 2",
        "int one = 1;\nclass Two { int value() { return one + 1; } }\nprint(one, new Two().value());");
  }

  @Test
  void methodMain() {
    prints("7", "int number = 7;\nvoid main() { print(number); }");
    prints("0s", "void main(Loop loop) { print(dev.heddle.trace.Trace.time(loop.time())); }");
    prints("0", "public static void main(String[] args) { print(args.length); }");
  }

  @Test
  void classWithMethodMain() {
    prints(
        "0",
        "public class App {\n  public static void main(String[] args) { print(args.length); }\n}");
    prints("5", "class App {\n  int five = 5;\n  void main() { print(five); }\n}");
    prints("5", "static class App {\n  void main() throws Exception { print(5); }\n}");
  }

  @Test
  void givenDeclarationsAreThereForAllProgramsBelow() {
    passes(
        4,
        directory,
        """
        ´´´java given
        import java.math.BigInteger;
        int one() { return 1; }
        ´´´
        ´´´java given
        int two() { return one() + one(); }
        ´´´
        ´´´java run
        print(two());
        ´´´
        ´´´output
        2
        ´´´
        ´´´java run
        print(BigInteger.TWO.intValue() == two());
        ´´´
        ´´´output
        true
        ´´´
        """);
  }

  // ---- Markdown ---------------------------------------------------------------------------

  @Test
  void fencesOfOtherLengthsAndInLists() {
    passes(
        3,
        directory,
        """
        ~~~~java run
        print("~~~");
        ~~~~
        ~~~~output
        ~~~
        ~~~~

        1. A program

           ´´´java run
           print("  two");
           ´´´
           ´´´output
             two
           ´´´

        - another

          - inside

            ´´´java run
            print(3);
            ´´´

            ´´´text output
            3
            ´´´
        """);
  }

  /** A program is one wherever CommonMark has a fenced block. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "> ´´´java run\n> print(1);\n> ´´´\n>\n> ´´´output\n> 1\n> ´´´\n",
        "- ´´´java run\n  print(1);\n  ´´´\n- ´´´output\n  1\n  ´´´\n",
        "10) ´´´java run\n    print(1);\n    ´´´\n\n    ~~~output\n    1\n    ~~~\n",
        "> 1. > ´´´java run\n>    > print(1);\n>    > ´´´\n\n´´´output\n1\n´´´\n",
        "-\t´´´java run\n\tprint(1);\n\t´´´\n\n\t´´´output\n\t1\n\t´´´\n",
        "   ´´´java run\n  print(1);\n ´´´\n´´´output\n1\n  ´´´\n",
        "text\n´´´java run\nprint(1);\n´´´´´\n> text\n~~~ output\n1\n~~~\n",
        "~~~ java   run name=\"a ´ in it\"\nprint(1);\n~~~~~~\n´´´ text  output\n1\n´´´  \n",
        "<!-- ´´´ -->\n\n  <!--\n  ´´´java run\n  print(1);\n  ´´´\n  -->\n´´´output\n1\n´´´\n",
      })
  void fencedBlocksAreCommonMarks(String text) {
    passes(1, directory, text);
  }

  /** Also inside quotations, lists and comments. */
  @Test
  void linesAreThoseOfTheDocument() {
    String program = "> - ´´´java run\n>   ;\n>   print(y);\n>   ´´´\n";
    String message = DocumentKit.messageOf(directory, "text\n\n" + program);
    assertTrue(message.startsWith("page.md:5: The program does not compile."), message);
    String given = "text\n\n<!-- why\n\n´´´java given\nint x = y;\n´´´\n-->\n";
    message = DocumentKit.messageOf(directory, given);
    assertTrue(message.startsWith("page.md:6: The program does not compile."), message);
  }

  /** A block of Markdown, code by indentation, and code in a line are no programs. */
  @Test
  void whatIsShownIsNotRun() {
    passes(
        1,
        directory,
        """
        ´´´´markdown
        ´´´java run
        print(1);
        ´´´
        ´´´´

            ´´´java run
            print(1);
            ´´´

        ´´´java run´´´ is how it begins.

        ´´´java run
        ;
        ´´´
        """);
  }

  @Test
  void titlesAreHeadingsAndNames() {
    String program = "´´´java run%s\n;\n´´´\n";
    String text =
        program.formatted("")
            + "# A head #\n"
            + program.formatted("").repeat(2)
            + program.formatted(" name=\"by name\"");
    assertEquals(List.of("program", "A head", "A head, 2", "by name"), titles(text));
  }

  private List<String> titles(String text) {
    return PageFinder.page(DocumentKit.write(directory, text)).items().stream()
        .map(PageItem::title)
        .toList();
  }

  /** Marks and escapes are CommonMark's. */
  @Test
  void titlesAreWithoutMarks() {
    String program = "´´´java run %s\n;\n´´´\n";
    assertEquals(
        List.of("Of one Loop & its tasks", "a & b"),
        titles(
            "Of *one* [`Loop`](x.md) &amp;\nits tasks\n---\n".replace("`", "´")
                + program.formatted("")
                + program.formatted("name=\"a &amp; b\"")));
  }

  @Test
  void timesAreReadAsTheyAreWritten() {
    assertEquals("PT1H30M0.25S", Times.of("1h 30m 250ms").toString());
    assertEquals("PT24H0.000002003S", Times.of("1d2us3ns").toString());
    assertEquals("PT2.5S", Times.of("2.5s").toString());
  }
}
