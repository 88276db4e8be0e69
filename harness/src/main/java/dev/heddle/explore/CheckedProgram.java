package dev.heddle.explore;

import dev.heddle.Loop;
import dev.heddle.LoopBuilder;
import dev.heddle.verdict.Problem;
import dev.heddle.verdict.ProblemsError;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A program that also fails if it leaves a problem that is not tolerated. */
final class CheckedProgram<T extends @Nullable Object> implements Attempt<T> {
  private final Loop.Body<? extends T> program;
  private final Set<Problem.Kind> tolerated;

  CheckedProgram(Loop.Body<? extends T> program, Set<Problem.Kind> tolerated) {
    this.program = Objects.requireNonNull(program, "program");
    this.tolerated = Set.copyOf(tolerated);
  }

  @Override
  public T run(LoopBuilder loop) {
    List<Problem> problems = new ArrayList<>();
    T value =
        loop.problems(
                problem -> {
                  if (!tolerated.contains(problem.kind())) {
                    problems.add(problem);
                  }
                })
            .<T>run(program);
    if (!problems.isEmpty()) {
      throw new ProblemsError(problems);
    }
    return value;
  }
}
