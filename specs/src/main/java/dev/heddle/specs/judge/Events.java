package dev.heddle.specs.judge;

import dev.heddle.Loop;
import dev.heddle.Tasks;
import org.jspecify.annotations.Nullable;

/** The trace of a program: what it logs, as text. */
final class Events {
  private final Loop loop;
  private final boolean withTurns;
  private final StringBuilder text = new StringBuilder();

  Events(Loop loop, boolean withTurns) {
    this.loop = loop;
    this.withTurns = withTurns;
  }

  /** Adds an event of the running task. */
  void add(String name, @Nullable Object... arguments) {
    text.append(text.length() == 0 ? "[" : ",[").append(loop.time().toSeconds());
    if (withTurns) {
      text.append(',').append(loop.turn());
    }
    text.append(",\"").append(Names.of(Tasks.currentTask())).append("\",\"").append(name);
    text.append('"');
    for (Object argument : arguments) {
      text.append(',');
      JsonText.append(text, argument);
    }
    text.append(']');
  }

  /** Appends all of it to {@code result} as an array. */
  void appendTo(StringBuilder result) {
    result.append('[').append(text).append(']');
  }
}
