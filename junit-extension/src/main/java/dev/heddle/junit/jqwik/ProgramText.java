package dev.heddle.junit.jqwik;

import java.util.List;
import java.util.stream.Collectors;

/** Prints a program, line by line. */
abstract class ProgramText {
  private final StringBuilder text = new StringBuilder();

  private final String indent;

  private int depth;

  ProgramText(String indent) {
    this.indent = indent;
  }

  final void line(String line) {
    text.append(line.isEmpty() ? "" : indent.repeat(depth)).append(line).append('\n');
  }

  /** Lines that stand further right. */
  final void block(Runnable lines) {
    depth++;
    lines.run();
    depth--;
  }

  final void body(int task, List<Step> steps) {
    steps.forEach(step -> step(task, step));
  }

  abstract void step(int task, Step step);

  static boolean has(List<Step> steps, Statement kind) {
    return steps.stream().anyMatch(step -> step.has(kind));
  }

  static boolean usesFuture(List<Step> steps) {
    return has(steps, Statement.SET) || has(steps, Statement.GET);
  }

  static String names(List<Integer> tasks) {
    return tasks.stream().map(task -> "t" + task).collect(Collectors.joining(", "));
  }

  @Override
  public final String toString() {
    return text.toString();
  }
}
