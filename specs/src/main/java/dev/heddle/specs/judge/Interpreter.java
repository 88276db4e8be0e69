package dev.heddle.specs.judge;

import dev.heddle.Handle;
import dev.heddle.Loop;
import dev.heddle.LoopFuture;
import dev.heddle.Task;
import dev.heddle.TaskGroup;
import dev.heddle.Tasks;
import dev.heddle.Timeout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A program while it runs: its variables, its functions and its trace. */
final class Interpreter {
  private static final String SELF = "self";

  private final Loop loop;
  private final Map<String, Block> functions;
  private final Events events;
  private final Limit limit;

  private final Map<String, LoopFuture<?>> slots = new HashMap<>();

  /** The program's variables that are no slots. */
  final Map<String, Handle> handles = new HashMap<>();

  final Map<String, TaskGroup> groups = new HashMap<>();
  final Map<String, Timeout> timeouts = new HashMap<>();

  /** The tasks that have begun, by number. */
  private final Map<Integer, Task<?>> tasks = new TreeMap<>();

  /** The run is over: nothing is logged, and left-over tasks end at their next statement. */
  private boolean dead;

  /** What {@link #unretrieved} is then, before the left-over tasks end. */
  private @Nullable List<String> unretrievedAtDeath;

  Interpreter(Loop loop, Map<String, Block> functions, Events events, Limit limit) {
    this.loop = loop;
    this.functions = functions;
    this.events = events;
    this.limit = limit;
  }

  Loop loop() {
    return loop;
  }

  // ---- functions --------------------------------------------------------------------------

  /** Calls a function in the running task. */
  @Nullable Object call(String function) throws Exception {
    Task<?> task = Objects.requireNonNull(Tasks.currentTask());
    tasks.put(Names.number(task), task);
    log("start", function);
    Returned returned;
    try {
      returned = Objects.requireNonNull(functions.get(function)).run(this, null);
    } catch (Throwable e) {
      log("exit", function, "raise", Names.of(e));
      throw e;
    }
    Object value = returned == null ? null : returned.value();
    log("exit", function, "ok", value);
    return value;
  }

  /** Runs a block as a callback of the loop. */
  Runnable callback(Block body) {
    return () -> {
      try {
        body.run(this, null);
      } catch (Exception e) {
        throw Unchecked.as(e);
      }
    };
  }

  // ---- variables --------------------------------------------------------------------------

  /** What is in a slot; null if nothing is. */
  @Nullable LoopFuture<?> slot(String name) {
    return slots.get(name);
  }

  /** What is in those of the slots that are set. */
  List<LoopFuture<?>> slots(List<String> names) {
    List<LoopFuture<?>> futures = new ArrayList<>();
    for (String name : names) {
      LoopFuture<?> future = slots.get(name);
      if (future != null) {
        futures.add(future);
      }
    }
    return futures;
  }

  void setSlot(String name, LoopFuture<?> future) {
    slots.put(name, future);
  }

  /** What is in a slot, or the running task if that is named. */
  @Nullable LoopFuture<?> target(String name) {
    return name.equals(SELF) ? Tasks.currentTask() : slots.get(name);
  }

  // ---- trace ------------------------------------------------------------------------------

  void log(String event, @Nullable Object... arguments) {
    if (!isDead()) {
      limit.countEvent();
      events.add(event, arguments);
    }
  }

  /** A statement cannot be run, because a variable is not set or of the wrong kind. */
  void skip(String statement, String variable) {
    log("skip", statement, variable);
  }

  // ---- its end ----------------------------------------------------------------------------

  boolean isDead() {
    if (!dead && limit.isPassed()) {
      dead = true;
      unretrievedAtDeath = unretrieved();
    }
    return dead;
  }

  /** To be called before each statement. */
  void checkAlive() {
    limit.countStatement();
    if (isDead()) {
      throw new Dead();
    }
  }

  /** The main task; it has begun. */
  Task<?> main() {
    return tasks.values().iterator().next();
  }

  /** The names of the tasks that failed and whose exception nobody has looked at. */
  List<String> unretrieved() {
    if (unretrievedAtDeath != null) {
      return unretrievedAtDeath;
    }
    return tasks.values().stream()
        .filter(LoopFuture::isExceptionUnretrieved)
        .map(Names::of)
        .toList();
  }
}
