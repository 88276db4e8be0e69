package dev.heddle.specs.judge;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/**
 * A program of the judge's language that is made of small numbers, so that jqwik draws it and
 * shrinks it: a number is a statement at the end of a function, or wraps the last ones in a block.
 * Functions call, start and await only those after them, so nobody waits in a circle; but a future
 * may never be resolved.
 */
final class DrawnProgram {
  private static final int FUNCTIONS = 5;
  private static final int ARGS = 4;
  private static final int LONGEST = 40;
  private static final int WRAPPED = 2;

  private enum Op {
    PRINT,
    YIELD,
    SLEEP,
    TASK,
    AWAIT,
    CALL,
    GATHER,
    CANCEL,
    TRY,
    RAISE,
    FUTURE,
    RESOLVE,
    AWAIT_FUTURE,
    FAIL,
    ON_DONE,
    SOON,
    LATER,
    UNSCHEDULE,
    TIMEOUT,
    WAIT_FOR,
    SHIELD,
    WAIT,
    AS_COMPLETED,
    GROUP,
    BUSY,
    STATE,
    CANCEL_SELF,
    UNCANCEL,
    REPEAT,
    GATHER_ALL,
    IF_DONE,
    RETURN
  }

  private static final List<Op> OPS = List.of(Op.values());

  private static final List<String> WHEN = List.of("ALL", "FIRST", "EXC", "ALL");

  private final List<List<Object>> bodies = new ArrayList<>();

  private DrawnProgram() {
    for (int i = 0; i < FUNCTIONS; i++) {
      bodies.add(new ArrayList<>());
    }
  }

  /** Draws the numbers of a program. */
  static Arbitrary<List<Integer>> numbers() {
    return Arbitraries.integers()
        .between(0, OPS.size() * ARGS * FUNCTIONS - 1)
        .list()
        .ofMinSize(1)
        .ofMaxSize(LONGEST);
  }

  /** The program of some numbers, as JSON has it. */
  static Map<String, Object> of(List<Integer> numbers) {
    DrawnProgram program = new DrawnProgram();
    for (int number : numbers) {
      int function = number / (OPS.size() * ARGS);
      int rest = number % (OPS.size() * ARGS);
      program.add(function, OPS.get(rest % OPS.size()), rest / OPS.size());
    }
    return program.json();
  }

  private Map<String, Object> json() {
    Map<String, Object> functions = new LinkedHashMap<>();
    for (int i = 0; i < FUNCTIONS; i++) {
      functions.put(name(i), bodies.get(i));
    }
    Map<String, Object> program = new LinkedHashMap<>();
    program.put("id", "drawn");
    program.put("funcs", functions);
    return program;
  }

  private static String name(int function) {
    return function == 0 ? Program.MAIN : "f" + function;
  }

  private void add(int function, Op op, int arg) {
    List<Object> body = bodies.get(function);
    int later = function + 1 + arg % Math.max(1, FUNCTIONS - 1 - function);
    boolean hasLater = later < FUNCTIONS;
    String task = "t" + later;
    String next = "t" + Math.min(FUNCTIONS - 1, later + 1);
    List<Object> call = List.of("call", "f" + later);
    switch (op) {
      case PRINT -> body.add(List.of("print", arg));
      case YIELD -> body.add(List.of("sleep", 0));
      case SLEEP -> body.add(List.of("sleep", arg + 1));
      case RAISE -> body.add(List.of("raise", "E" + arg));
      case FUTURE -> body.add(List.of("fut", "u" + arg));
      case RESOLVE -> body.add(List.of("resolve", "u" + arg, arg));
      case FAIL -> body.add(List.of("fail", "u" + arg, "F" + arg));
      case AWAIT_FUTURE -> body.add(List.of("await", "u" + arg));
      case SOON -> body.add(List.of("soon", "h" + arg, List.of(List.of("print", "soon"))));
      case LATER -> body.add(List.of("later", "h" + arg, arg, List.of(List.of("print", "later"))));
      case UNSCHEDULE -> body.add(List.of("unschedule", "h" + arg));
      case BUSY -> body.add(List.of("busy", arg + 1));
      case CANCEL_SELF -> body.add(List.of("cancel", "self"));
      case UNCANCEL -> body.add(List.of("uncancel", "self"));
      case RETURN -> body.add(List.of("return", arg));
      case TRY -> wrap(body, DrawnProgram::tried);
      case TIMEOUT -> wrap(body, block -> List.of("timeout", "c" + function, arg, block));
      case REPEAT -> wrap(body, block -> List.of("repeat", 2, block));
      default -> {
        if (hasLater) {
          body.add(ofTask(op, arg, task, next, call));
        }
      }
    }
  }

  private static Object ofTask(Op op, int arg, String task, String next, List<Object> call) {
    String function = call.get(1).toString();
    return switch (op) {
      case TASK -> List.of("task", task, function);
      case AWAIT -> List.of("await", task);
      case CALL -> call;
      case GATHER -> List.of("gather", List.of(task, call), false);
      case GATHER_ALL -> List.of("gather", List.of(call, next), true);
      case CANCEL -> List.of("cancel", task);
      case ON_DONE -> List.of("on_done", task, "done" + arg);
      case WAIT_FOR -> List.of("wait_for", call, arg);
      case SHIELD -> List.of("shield", task);
      case WAIT -> List.of("wait", List.of(task, next), WHEN.get(arg), arg + 1);
      case AS_COMPLETED -> List.of("as_completed", List.of(task, next), arg + 1);
      case GROUP ->
          List.of("group", "g" + arg, List.of(List.of("gtask", "g" + arg, task, function)));
      case IF_DONE ->
          List.of("if_done", task, List.of(List.of("print", "yes")), List.of(List.of("sleep", 0)));
      default -> List.of("state", task);
    };
  }

  /** What a wrapper makes of a block. */
  private interface Wrapper {
    Object wrap(List<Object> block);
  }

  private static void wrap(List<Object> body, Wrapper wrapper) {
    int from = Math.max(0, body.size() - WRAPPED);
    List<Object> last = body.subList(from, body.size());
    List<Object> block = List.copyOf(last);
    last.clear();
    body.add(wrapper.wrap(block));
  }

  private static Object tried(List<Object> block) {
    return List.of(
        "try",
        block,
        List.of(
            List.of("Cancelled", List.of(List.of("print", "cancelled"))),
            List.of("Err", List.of(List.of("print", "caught")))),
        List.of(List.of("print", "finally")));
  }
}
