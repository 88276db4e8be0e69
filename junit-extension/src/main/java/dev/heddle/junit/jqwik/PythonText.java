package dev.heddle.junit.jqwik;

import java.util.List;

/** Prints a program as a module in Python, for asyncio. */
final class PythonText extends ProgramText {
  PythonText(List<Step> main) {
    super("    ");
    line("import asyncio");
    if (has(main, Statement.SPEND)) {
      line("import time");
    }
    line("");
    line("async def program():");
    block(() -> function(main));
    line("");
    line("print(*asyncio.run(program()))");
  }

  private void function(List<Step> main) {
    boolean creates = has(main, Statement.CREATE);
    line("said = []");
    if (creates) {
      line("tasks = []");
    }
    if (usesFuture(main)) {
      line("future = asyncio.get_running_loop().create_future()");
    }
    body(0, main);
    if (creates) {
      line("for task in tasks:");
      block(() -> line("await asyncio.wait([task])"));
    }
    line("return said");
  }

  @Override
  void step(int task, Step step) {
    String seconds = seconds(step.number());
    switch (step.kind()) {
      case SAY -> line("said.append(\"" + ConcurrentProgram.letter(task) + "\")");
      case YIELD -> line("await asyncio.sleep(0)");
      case SLEEP -> line("await asyncio.sleep(" + seconds + ")");
      case SPEND -> line("time.sleep(" + seconds + ")");
      case CREATE -> create(step);
      case AWAIT -> line("await asyncio.wait([t" + step.number() + "])");
      case GATHER ->
          line("await asyncio.gather(" + names(step.tasks()) + ", return_exceptions=True)");
      case CANCEL -> line("t" + step.number() + ".cancel()");
      case SET -> {
        line("if not future.done():");
        block(() -> line("future.set_result(\"set\")"));
      }
      case GET -> line("await asyncio.wait([future], timeout=" + seconds + ")");
    }
  }

  private static String seconds(int millis) {
    return "0.00" + millis; // of one digit
  }

  private void create(Step step) {
    String name = "t" + step.number();
    line("async def body" + step.number() + "():");
    block(
        () -> {
          body(step.number(), step.body());
          line("return \"\"");
        });
    line(name + " = asyncio.create_task(body" + step.number() + "(), name=\"" + name + "\")");
    line("tasks.append(" + name + ")");
  }
}
