package dev.heddle.specs;

import dev.heddle.specs.documents.Documents;
import dev.heddle.specs.documents.Program;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/**
 * The first thing to run: the programs of the documents, what they print beside what is documented,
 * and then plain Java in virtual time. Exits with status 1 if any output differs.
 */
public final class MainJob {
  private static final int WIDTH = 96;

  private final PrintStream out;

  /** The names of what did not print what it should. */
  private final List<String> different = new ArrayList<>();

  MainJob(PrintStream out) {
    this.out = out;
  }

  /** Runs the job. */
  public static void main(String[] args) {
    System.exit(new MainJob(System.out).run(Documents.programs()) ? 0 : 1);
  }

  /** Returns whether every output is as it should be. */
  boolean run(List<Program> programs) {
    out.println("Programs of four documents about asyncio, run by Heddle in virtual time.");
    out.println(
        "Left: the documented output or, where there is none, CPython's. Right: what was printed.");
    out.println("Between them: = the same line, ! another one.");
    programs.forEach(this::show);
    showRealJava();
    summary(programs.size());
    return different.isEmpty();
  }

  private void show(Program program) {
    SideBySide outputs = new SideBySide(program.documented(), program.run());
    heading(program.id() + "  " + program.title(), program.document());
    check(program.id(), outputs);
  }

  private void showRealJava() {
    RealJava example = RealJava.run();
    heading("Real Java: a thread pool, a lock, and a retry after ten minutes", "CardTerminal.java");
    out.println("  It knows nothing of Heddle. Its bank is down for the first 15 minutes.");
    out.println();
    check("the real-Java example", new SideBySide(RealJava.EXPECTED, example.printed()));
    out.println();
    out.printf(
        "  It took %d minutes %d seconds of virtual time. Its trace, a line for each step:%n%n",
        example.time().toMinutes(), example.time().toSecondsPart());
    out.print(example.trace().toString().indent(2));
  }

  private void check(String name, SideBySide outputs) {
    outputs.rows().forEach(out::println);
    if (!outputs.isEqual()) {
      different.add(name);
    }
  }

  private void heading(String left, String right) {
    out.println();
    int rest = Math.max(1, WIDTH - left.length() - right.length() - 8);
    out.println("-- " + left + " " + "-".repeat(rest) + " " + right + " --");
  }

  private void summary(int programs) {
    out.println();
    out.println(
        different.isEmpty()
            ? "All " + programs + " programs and the example printed what they should."
            : "DIFFERENT: " + String.join(", ", different));
  }
}
