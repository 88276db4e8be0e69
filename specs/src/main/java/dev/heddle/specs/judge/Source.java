package dev.heddle.specs.judge;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Prints a drawn program as source that people read: in Python, or in Java on Heddle. */
abstract class Source {
  private static final String INDENT = "    ";

  private final StringBuilder text = new StringBuilder();

  private int depth;

  static String python(Map<?, ?> program) {
    return new PythonSource().print(program);
  }

  static String java(Map<?, ?> program) {
    return new JavaSource().print(program);
  }

  final String print(Map<?, ?> program) {
    Map<?, ?> functions = (Map<?, ?>) Objects.requireNonNull(program.get("funcs"));
    functions.forEach(
        (name, body) -> {
          if (Program.MAIN.equals(name) || !((List<?>) body).isEmpty()) {
            function(name.toString(), (List<?>) body);
          }
        });
    return text.toString();
  }

  abstract void function(String name, List<?> body);

  /** One statement in one or more lines. */
  abstract void statement(String op, List<?> args);

  final void line(String code) {
    text.append(INDENT.repeat(depth)).append(code).append('\n');
  }

  final void block(String before, List<?> statements, @Nullable String after) {
    line(before);
    depth++;
    if (statements.isEmpty()) {
      line(nothing());
    }
    for (Object statement : statements) {
      List<?> parts = (List<?>) statement;
      statement(parts.get(0).toString(), parts.subList(1, parts.size()));
    }
    depth--;
    if (after != null) {
      line(after);
    }
  }

  /** What stands in an empty block. */
  abstract String nothing();

  final List<?> list(Object value) {
    return (List<?>) value;
  }

  static String quoted(Object value) {
    return value instanceof String ? "\"" + value + "\"" : String.valueOf(value);
  }
}
