package dev.heddle.specs.documents;

import dev.heddle.Coroutine;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Prints values as Python does, so that an output can be compared with a documented one. */
public final class PythonPrint {
  private final Consumer<? super String> lines;

  /** Makes a printer that gives each line to {@code lines}. */
  public PythonPrint(Consumer<? super String> lines) {
    this.lines = lines;
  }

  /** As Python's {@code print}: the values with a space between them, in one line. */
  public void print(@Nullable Object... values) {
    lines.accept(Stream.of(values).map(PythonPrint::str).collect(Collectors.joining(" ")));
  }

  /** As Python's {@code str}: a text stands for itself, an exception for its message. */
  public static String str(@Nullable Object value) {
    if (value instanceof String text) {
      return text;
    }
    if (value instanceof Throwable thrown) {
      return thrown.getMessage() == null ? "" : thrown.getMessage();
    }
    return repr(value);
  }

  /** As Python's {@code repr}: what one would type to get the value. */
  public static String repr(@Nullable Object value) {
    if (value == null) {
      return "None";
    }
    if (value instanceof Boolean truth) {
      return truth ? "True" : "False";
    }
    if (value instanceof String text) {
      return text.contains("'") ? '"' + text + '"' : "'" + text + "'";
    }
    if (value instanceof List<?> list) {
      return list.stream().map(PythonPrint::repr).collect(Collectors.joining(", ", "[", "]"));
    }
    if (value instanceof Throwable thrown) {
      return className(thrown) + "(" + repr(str(thrown)) + ")";
    }
    if (value instanceof Coroutine<?>) {
      return "<coroutine object " + value.toString().split("'", -1)[1] + " at 0x...>";
    }
    return value.toString();
  }

  /** The name of an exception's class; where Python has the same thing, its name there. */
  public static String className(Throwable thrown) {
    if (thrown instanceof CancellationException) {
      return "CancelledError";
    }
    if (thrown instanceof TimeoutException) {
      return "TimeoutError";
    }
    return thrown.getClass().getSimpleName();
  }
}
