package dev.heddle.junit.jqwik;

import java.util.List;

/** Prints a program as a method in Java. */
final class JavaText extends ProgramText {
  JavaText(List<Step> main) {
    super("  ");
    line("static List<String> program(Loop loop) {");
    block(() -> method(main));
    line("}");
  }

  private void method(List<Step> main) {
    boolean creates = has(main, Statement.CREATE);
    line("List<String> said = new ArrayList<>();");
    if (creates) {
      line("List<Task<?>> tasks = new ArrayList<>();");
    }
    if (usesFuture(main)) {
      line("LoopFuture<Object> future = loop.createFuture();");
    }
    body(0, main);
    if (creates) {
      line("for (int i = 0; i < tasks.size(); i++) {");
      block(() -> line("Tasks.waitAll(List.of(tasks.get(i)));"));
      line("}");
    }
    line("return said;");
  }

  @Override
  void step(int task, Step step) {
    String time = "Duration.ofMillis(" + step.number() + ")";
    switch (step.kind()) {
      case SAY -> line("said.add(\"" + ConcurrentProgram.letter(task) + "\");");
      case YIELD -> line("Tasks.yieldNow();");
      case SLEEP -> line("Tasks.sleep(" + time + ");");
      case SPEND -> line("Tasks.spend(" + time + ");");
      case CREATE -> create(step);
      case AWAIT -> line("Tasks.waitAll(List.of(t" + step.number() + "));");
      case GATHER -> line("Tasks.gatherOutcomes(List.of(" + names(step.tasks()) + ")).await();");
      case CANCEL -> line("t" + step.number() + ".cancel();");
      case SET -> {
        line("if (!future.isDone()) {");
        block(() -> line("future.setResult(\"set\");"));
        line("}");
      }
      case GET -> line("Tasks.waitUntil(List.of(future), ReturnWhen.ALL_COMPLETED, " + time + ");");
    }
  }

  private void create(Step step) {
    String name = "t" + step.number();
    line("Task<String> " + name + " = loop.createTask(\"" + name + "\", () -> {");
    block(
        () -> {
          body(step.number(), step.body());
          line("return \"\";");
        });
    line("});");
    line("tasks.add(" + name + ");");
  }
}
