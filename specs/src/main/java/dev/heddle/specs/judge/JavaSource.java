package dev.heddle.specs.judge;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Prints a program for Heddle. Statements of {@code Tasks} stand without its name. */
final class JavaSource extends Source {
  private static final Map<String, String> WHEN =
      Map.of("ALL", "ALL_COMPLETED", "FIRST", "FIRST_COMPLETED", "EXC", "FIRST_EXCEPTION");

  @Override
  void function(String name, List<?> body) {
    block("Object " + name + "() throws Exception {", body, "}");
  }

  @Override
  String nothing() {
    return "// nothing";
  }

  private static String item(Object item) {
    return item instanceof List<?> call
        ? "Coroutine.of(() -> " + call.get(1) + "())"
        : item.toString();
  }

  private String items(Object items) {
    return list(items).stream().map(JavaSource::item).collect(Collectors.joining(", "));
  }

  private static String seconds(Object number) {
    return "Duration.ofSeconds(" + number + ")";
  }

  @Override
  void statement(String op, List<?> args) {
    Object first = args.isEmpty() ? "" : args.get(0);
    switch (op) {
      case "print" -> line("print(" + quoted(first) + ");");
      case "sleep" ->
          line(
              String.valueOf(first).equals("0") ? "yieldNow();" : "sleep(" + seconds(first) + ");");
      case "busy" -> line("spend(" + seconds(first) + ");");
      case "raise" -> line("throw new Err(" + quoted(first) + ");");
      case "return" -> line("return " + quoted(first) + ";");
      case "task" -> line(first + " = createTask(() -> " + args.get(1) + "());");
      case "gtask" ->
          line(args.get(1) + " = " + first + ".createTask(() -> " + args.get(2) + "());");
      case "await" -> line(first + ".await();");
      case "call" -> line(first + "();");
      case "gather" ->
          line(
              (args.get(1).equals(true) ? "gatherReturningExceptions(" : "gather(")
                  + items(first)
                  + ").await();");
      case "cancel" -> line(self(first) + ".cancel();");
      case "uncancel" -> line(self(first) + ".uncancel();");
      case "fut" -> line(first + " = loop.createFuture();");
      case "resolve" -> line(first + ".setResult(" + quoted(args.get(1)) + ");");
      case "fail" -> line(first + ".setException(new Err(" + quoted(args.get(1)) + "));");
      case "state" -> line("print(" + first + ".isDone());");
      case "on_done" ->
          line(first + ".addDoneCallback(done -> print(" + quoted(args.get(1)) + "));");
      case "soon" -> line(first + " = loop.callSoon(() -> print(" + printed(args.get(1)) + "));");
      case "later" ->
          line(
              first
                  + " = loop.callLater("
                  + seconds(args.get(1))
                  + ", () -> print("
                  + printed(args.get(2))
                  + "));");
      case "unschedule" -> line(first + ".cancel();");
      case "wait_for" -> line("waitFor(" + item(first) + ", " + seconds(args.get(1)) + ");");
      case "shield" -> line("shield(" + item(first) + ").await();");
      case "wait" ->
          line(
              "waitUntil(List.of("
                  + items(first)
                  + "), "
                  + WHEN.get(args.get(1).toString())
                  + ", "
                  + seconds(args.get(2))
                  + ");");
      case "as_completed" ->
          block(
              "for (var next : asCompleted(List.of("
                  + items(first)
                  + "), "
                  + seconds(args.get(1))
                  + ")) {",
              List.of(List.of("await", "next")),
              "}");
      default -> blocks(op, args, first);
    }
  }

  private void blocks(String op, List<?> args, Object first) {
    switch (op) {
      case "try" -> {
        block("try {", list(first), null);
        for (Object handler : list(args.get(1))) {
          List<?> parts = list(handler);
          boolean cancelled = parts.get(0).equals("Cancelled");
          block(
              "} catch (" + (cancelled ? "CancellationException" : parts.get(0)) + " e) {",
              list(parts.get(1)),
              null);
        }
        block("} finally {", list(args.get(2)), "}");
      }
      case "timeout" ->
          block("timeout(" + seconds(args.get(1)) + ", timeout -> {", list(args.get(2)), "});");
      case "group" -> block("group(" + first + " -> {", list(args.get(1)), "});");
      case "repeat" -> block("for (int i = 0; i < " + first + "; i++) {", list(args.get(1)), "}");
      case "if_done" -> {
        block("if (" + first + ".isDone()) {", list(args.get(1)), null);
        block("} else {", list(args.get(2)), "}");
      }
      default -> throw new IllegalArgumentException("no Java for statement " + op);
    }
  }

  private static String self(Object slot) {
    return slot.equals("self") ? "currentTask()" : slot.toString();
  }

  private String printed(Object block) {
    return quoted(list(list(block).get(0)).get(1));
  }
}
