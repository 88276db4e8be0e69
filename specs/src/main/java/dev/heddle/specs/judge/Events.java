package dev.heddle.specs.judge;

import com.google.gson.stream.JsonWriter;
import dev.heddle.Loop;
import dev.heddle.Tasks;
import org.jspecify.annotations.Nullable;

/** The trace of a program: what it logs, as JSON. */
final class Events {
  private final Loop loop;
  private final boolean withTurns;

  /** An array that is not closed. */
  private final JsonText events = new JsonText().write(JsonWriter::beginArray);

  Events(Loop loop, boolean withTurns) {
    this.loop = loop;
    this.withTurns = withTurns;
  }

  /** Adds an event of the running task. */
  void add(String name, @Nullable Object... arguments) {
    events.write(JsonWriter::beginArray).add(loop.time().toSeconds());
    if (withTurns) {
      events.add(loop.iteration());
    }
    events.add(Names.of(Tasks.currentTask())).add(name);
    for (Object argument : arguments) {
      events.add(argument);
    }
    events.write(JsonWriter::endArray);
  }

  /** All of it as an array, after which nothing may be added. */
  String end() {
    return events.write(JsonWriter::endArray).toString();
  }
}
