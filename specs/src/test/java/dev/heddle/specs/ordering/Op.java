package dev.heddle.specs.ordering;

import java.util.ArrayList;
import java.util.List;

/**
 * A statement of a generated program.
 *
 * @param kind what it does
 * @param arg a time in milliseconds, or a task by its place among those that may be meant
 * @param body the statements of the task or coroutine that it makes
 */
record Op(Kind kind, int arg, List<Op> body) {
  enum Kind {
    YIELD,
    SLEEP,
    SPAWN,
    AWAIT,
    EAGER,
    CALL,
    GATHER,
    CANCEL,
    SOON,
    LATER,
    ON_DONE,
    SPEND,
    FAIL
  }

  private static final List<Kind> KINDS = List.of(Kind.values());
  private static final int ARGS = 4;
  private static final int LARGEST_BODY = 5;
  private static final int DEEPEST = 3;

  /** How many different numbers make different statements. */
  static final int NUMBERS = KINDS.size() * ARGS;

  /** Reads a program from numbers, of which smaller ones make simpler statements. */
  static List<Op> program(List<Integer> numbers) {
    return new Reader(numbers).body(numbers.size(), 0);
  }

  private static final class Reader {
    private final List<Integer> numbers;

    private int at;

    Reader(List<Integer> numbers) {
      this.numbers = numbers;
    }

    List<Op> body(int most, int depth) {
      List<Op> ops = new ArrayList<>();
      while (ops.size() < most && at < numbers.size()) {
        int number = numbers.get(at++);
        Kind kind = KINDS.get(number % KINDS.size());
        int arg = number / KINDS.size();
        boolean nests = kind == Kind.SPAWN || kind == Kind.EAGER || kind == Kind.CALL;
        if (nests && depth == DEEPEST) {
          continue;
        }
        ops.add(
            new Op(kind, arg, nests ? body((arg + depth) % LARGEST_BODY, depth + 1) : List.of()));
        if (kind == Kind.FAIL) {
          break;
        }
      }
      return ops;
    }
  }

  @Override
  public String toString() {
    return kind + " " + arg + (body.isEmpty() ? "" : " " + body);
  }
}
