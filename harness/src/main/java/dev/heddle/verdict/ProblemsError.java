package dev.heddle.verdict;

import java.util.List;
import java.util.Objects;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * Problems that a test left, whatever its own outcome: exceptions that nobody caught or looked at,
 * tasks and threads that did not end. The first exception is the cause; the others are suppressed.
 */
@API(status = Status.EXPERIMENTAL)
public final class ProblemsError extends HeddleError {
  private static final long serialVersionUID = 1L;

  /** If a test leaks a thousand tasks, some of them show the reader enough. */
  private static final int LISTED = 20;

  private final transient List<Problem> problems;

  /** An error that lists these problems. */
  @API(status = Status.INTERNAL)
  public ProblemsError(List<Problem> problems) {
    super(message(problems), new Remedy("tolerate", kinds(problems)));
    this.problems = List.copyOf(problems);
    List<Throwable> exceptions =
        problems.stream().map(Problem::exception).filter(Objects::nonNull).distinct().toList();
    if (!exceptions.isEmpty()) {
      initCause(exceptions.get(0));
      exceptions.stream().skip(1).forEach(this::addSuppressed);
    }
  }

  /** {@return the problems, in the order in which they were found} */
  public List<Problem> problems() {
    return problems;
  }

  private static String message(List<Problem> problems) {
    StringBuilder text = new StringBuilder("The test left ");
    text.append(problems.size() == 1 ? "a problem" : problems.size() + " problems").append(":");
    problems.stream().limit(LISTED).forEach(problem -> text.append("\n  ").append(line(problem)));
    if (problems.size() > LISTED) {
      text.append("\n  and ").append(problems.size() - LISTED).append(" more");
    }
    return text.append(
            "\nAwait, join, close or catch it in the test. If it is intended, allow it: ")
        .append("tolerate(")
        .append(String.join(", ", kinds(problems)))
        .append(").")
        .toString();
  }

  private static String line(Problem problem) {
    String line = problem.kind() + ": " + problem.message();
    return problem.exception() == null ? line : line + ": " + problem.exception();
  }

  private static List<String> kinds(List<Problem> problems) {
    return problems.stream().map(p -> p.kind().name()).distinct().toList();
  }
}
