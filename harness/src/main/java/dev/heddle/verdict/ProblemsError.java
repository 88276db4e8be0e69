package dev.heddle.verdict;

import java.util.List;
import java.util.Objects;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * Problems beside a test's own outcome: exceptions that nobody caught or looked at, tasks and
 * threads left over. The first exception is the cause; the others are suppressed.
 */
@API(status = Status.EXPERIMENTAL)
public final class ProblemsError extends AssertionError {
  private static final long serialVersionUID = 1L;

  /** A leak in a loop of a thousand is told well enough by some of it. */
  private static final int LISTED = 20;

  private final transient List<Problem> problems;

  /** For harnesses. */
  @API(status = Status.INTERNAL)
  public ProblemsError(List<Problem> problems) {
    super(message(problems));
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
            "\nAwait, join, close or catch it in the test; or, if that is right so, have")
        .append(" it tolerated: tolerate = ")
        .append(kinds(problems))
        .toString();
  }

  private static String line(Problem problem) {
    String line = problem.kind() + ": " + problem.message();
    return problem.exception() == null ? line : line + ": " + problem.exception();
  }

  private static String kinds(List<Problem> problems) {
    List<String> kinds = problems.stream().map(p -> p.kind().name()).distinct().toList();
    return kinds.size() == 1 ? kinds.get(0) : "{" + String.join(", ", kinds) + "}";
  }
}
