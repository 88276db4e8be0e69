package dev.heddle.specs.judge;

import java.util.List;
import java.util.stream.Collectors;

/** Prints a program for asyncio. */
final class PythonSource extends Source {
  @Override
  void function(String name, List<?> body) {
    block("async def " + name + "():", body, "");
  }

  @Override
  String nothing() {
    return "pass";
  }

  private static String item(Object item) {
    return item instanceof List<?> call ? call.get(1) + "()" : item.toString();
  }

  private String items(Object items) {
    return list(items).stream().map(PythonSource::item).collect(Collectors.joining(", "));
  }

  @Override
  void statement(String op, List<?> args) {
    Object first = args.isEmpty() ? "" : args.get(0);
    switch (op) {
      case "print" -> line("print(" + quoted(first) + ")");
      case "sleep" -> line("await asyncio.sleep(" + first + ")");
      case "busy" -> line("time.sleep(" + first + ")");
      case "raise" -> line("raise Err(" + quoted(first) + ")");
      case "return" -> line("return " + quoted(first));
      case "task" -> line(first + " = asyncio.create_task(" + args.get(1) + "())");
      case "gtask" -> line(args.get(1) + " = " + first + ".create_task(" + args.get(2) + "())");
      case "await" -> line("await " + first);
      case "call" -> line("await " + first + "()");
      case "gather" ->
          line(
              "await asyncio.gather("
                  + items(first)
                  + (args.get(1).equals(true) ? ", return_exceptions=True)" : ")"));
      case "cancel" -> line(self(first) + ".cancel()");
      case "uncancel" -> line(self(first) + ".uncancel()");
      case "fut" -> line(first + " = asyncio.get_running_loop().create_future()");
      case "resolve" -> line(first + ".set_result(" + quoted(args.get(1)) + ")");
      case "fail" -> line(first + ".set_exception(Err(" + quoted(args.get(1)) + "))");
      case "state" -> line("print(" + first + ".done())");
      case "on_done" ->
          line(first + ".add_done_callback(lambda done: print(" + quoted(args.get(1)) + "))");
      case "soon" -> line(first + " = loop.call_soon(print, " + printed(args.get(1)) + ")");
      case "later" ->
          line(
              first
                  + " = loop.call_later("
                  + args.get(1)
                  + ", print, "
                  + printed(args.get(2))
                  + ")");
      case "unschedule" -> line(first + ".cancel()");
      case "wait_for" -> line("await asyncio.wait_for(" + item(first) + ", " + args.get(1) + ")");
      case "shield" -> line("await asyncio.shield(" + item(first) + ")");
      case "wait" ->
          line(
              "await asyncio.wait(["
                  + items(first)
                  + "], return_when="
                  + args.get(1)
                  + ", timeout="
                  + args.get(2)
                  + ")");
      case "as_completed" ->
          block(
              "for next in asyncio.as_completed(["
                  + items(first)
                  + "], timeout="
                  + args.get(1)
                  + "):",
              List.of(List.of("await", "next")),
              null);
      default -> blocks(op, args, first);
    }
  }

  private void blocks(String op, List<?> args, Object first) {
    switch (op) {
      case "try" -> {
        block("try:", list(first), null);
        for (Object handler : list(args.get(1))) {
          List<?> parts = list(handler);
          boolean cancelled = parts.get(0).equals("Cancelled");
          block(
              "except " + (cancelled ? "asyncio.CancelledError" : parts.get(0)) + ":",
              list(parts.get(1)),
              null);
        }
        block("finally:", list(args.get(2)), null);
      }
      case "timeout" ->
          block("async with asyncio.timeout(" + args.get(1) + "):", list(args.get(2)), null);
      case "group" ->
          block("async with asyncio.TaskGroup() as " + first + ":", list(args.get(1)), null);
      case "repeat" -> block("for _ in range(" + first + "):", list(args.get(1)), null);
      case "if_done" -> {
        block("if " + first + ".done():", list(args.get(1)), null);
        block("else:", list(args.get(2)), null);
      }
      default -> throw new IllegalArgumentException("no Python for statement " + op);
    }
  }

  private static String self(Object slot) {
    return slot.equals("self") ? "asyncio.current_task()" : slot.toString();
  }

  private String printed(Object block) {
    return quoted(list(list(block).get(0)).get(1));
  }
}
