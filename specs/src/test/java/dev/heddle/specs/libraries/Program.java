package dev.heddle.specs.libraries;

import dev.heddle.Loop;
import dev.heddle.trace.Trace;
import dev.heddle.verdict.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A program as a user of a library writes it, which knows nothing of Heddle and ends by itself.
 *
 * @param name what it shows, in a few words
 * @param takes how much virtual time it takes
 * @param body what it does
 */
record Program(String name, Duration takes, Body body) {
  /** More steps than any of the programs takes. */
  private static final int TRACE_LIMIT = 1_000_000;

  /** What a program does. */
  @FunctionalInterface
  interface Body {
    /** Adds to {@code log} what it sees, and when. */
    void run(List<String> log) throws Exception;
  }

  /**
   * What is seen of a run: equal for two runs that are the same.
   *
   * @param log what the program saw
   * @param took how much virtual time it took, to the end of its last thread
   * @param problems what went wrong beside it
   * @param trace every step
   */
  record Run(List<String> log, Duration took, List<String> problems, Trace trace) {}

  /** Runs it on a loop of its own, in the default order. */
  Run run() {
    List<String> log = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    Loop[] made = new Loop[1];
    Loop.builder()
        .traceLimit(TRACE_LIMIT)
        .problems(problem -> problems.add(describe(problem)))
        .onBuilt(loop -> made[0] = loop)
        .run(
            loop -> {
              body.run(log);
              return null;
            });
    Loop loop = Objects.requireNonNull(made[0]);
    return new Run(log, loop.time(), problems, loop.trace());
  }

  private static String describe(Problem problem) {
    return problem.kind() + ": " + problem.message();
  }
}
