package dev.heddle.junit.documents;

import dev.heddle.testing.HeddleReport;
import dev.heddle.trace.Trace;
import dev.heddle.verdict.DivergedError;
import dev.heddle.verdict.Problem;
import dev.heddle.verdict.ProblemsError;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compares a run with what its document says. */
final class RunCheck {
  private static final int STEPS = 40;

  private final Page page;
  private final Program program;

  RunCheck(Page page, Program program) {
    this.page = page;
    this.program = program;
  }

  /** Everything that is said of one run. */
  void all(Run run) throws Throwable {
    unexpected(run);
    output(run);
    rest(run);
  }

  /** All but what was printed. */
  void rest(Run run) {
    thrown(run);
    time(run);
    problems(run);
  }

  /** Throws what a program threw that was not to throw, or not that. */
  void unexpected(Run run) throws Throwable {
    Throwable thrown = run.thrown();
    if (thrown != null && (thrown instanceof DivergedError || !isStated(thrown))) {
      if (run.loop() != null) {
        HeddleReport.attach(run.loop(), STEPS, thrown);
      }
      throw thrown;
    }
  }

  // ---- what is printed --------------------------------------------------------------------

  private void output(Run run) {
    ExpectedOutput output = program.output();
    List<String> expected = output == null ? List.of() : output.lines();
    List<String> actual = run.printed();
    if (!actual.equals(expected)) {
      String remedy = output == null ? " Add a block [output] below the program." : "";
      int line =
          output == null
              ? program.line()
              : output.block().documentLine(difference(expected, actual));
      throw Failures.differs(
          page,
          line,
          "The program does not print what the document says." + remedy,
          String.join("\n", expected),
          String.join("\n", actual));
    }
  }

  private static int difference(List<String> expected, List<String> actual) {
    int line = 0;
    while (line < expected.size()
        && line < actual.size()
        && expected.get(line).equals(actual.get(line))) {
      line++;
    }
    return line;
  }

  // ---- what is thrown ---------------------------------------------------------------------

  private boolean isStated(Throwable thrown) {
    return program.error() != null
        || program.options().thrown().filter(name -> isA(thrown.getClass(), name)).isPresent();
  }

  private static boolean isA(@Nullable Class<?> type, String name) {
    return type != null
        && (type.getName().equals(name)
            || type.getSimpleName().equals(name)
            || isA(type.getSuperclass(), name));
  }

  private void thrown(Run run) {
    Throwable thrown = run.thrown();
    String name = program.options().thrown().orElse("");
    if (!name.isEmpty() && (thrown == null || !isA(thrown.getClass(), name))) {
      String message = "The program does not end as the document says.";
      String actual = thrown == null ? "no exception" : thrown.getClass().getName();
      throw Failures.differs(page, program.line(), message, name, actual);
    }
    FencedBlock error = program.error();
    if (error != null) {
      String expected = stripped(String.join("\n", error.lines()));
      String actual = thrown == null ? "no exception" : stripped(thrown.toString());
      if (!actual.equals(expected)) {
        String message = "The program does not fail with what the document says.";
        throw Failures.differs(page, error.line(), message, expected, actual);
      }
    }
  }

  private static String stripped(String text) {
    return text.lines().map(String::stripTrailing).collect(Collectors.joining("\n")).strip();
  }

  // ---- what it takes and leaves -----------------------------------------------------------

  private void time(Run run) {
    Duration expected = program.options().time().orElse(run.time());
    if (!expected.equals(run.time())) {
      throw Failures.differs(
          page,
          program.line(),
          "The program does not take the time that the document says.",
          Trace.time(expected),
          Trace.time(run.time()));
    }
  }

  private void problems(Run run) {
    List<Problem> found = run.problems();
    Set<Problem.Kind> stated = program.options().problems();
    List<Problem> unsaid = found.stream().filter(p -> !stated.contains(p.kind())).toList();
    if (!unsaid.isEmpty()) {
      String message =
          "The program has problems that the document does not state with [problem=...].";
      throw Failures.wrong(page, program.line(), message, new ProblemsError(unsaid));
    }
    Set<Problem.Kind> missing = EnumSet.noneOf(Problem.Kind.class);
    missing.addAll(stated);
    found.forEach(problem -> missing.remove(problem.kind()));
    if (!missing.isEmpty()) {
      String message = "The program does not have the problems that the document states.";
      String actual = found.stream().map(p -> p.kind().name()).distinct().toList().toString();
      throw Failures.differs(page, program.line(), message, stated.toString(), actual);
    }
  }
}
