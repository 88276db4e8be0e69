package dev.heddle.specs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.heddle.Awaitable;
import dev.heddle.Coroutine;
import dev.heddle.Loop;
import dev.heddle.LoopBuilder;
import dev.heddle.Task;
import dev.heddle.Tasks;
import dev.heddle.specs.documents.PythonPrint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/** A test whose program prints, as Python would, and says what that should have been. */
public abstract class PrintingTest {
  private static final double NANOS_PER_SECOND = 1e9;

  private final List<String> lines = new ArrayList<>();
  private final PythonPrint out = new PythonPrint(lines::add);

  /** Code without a result. */
  @FunctionalInterface
  protected interface Action {
    /** Runs it. */
    void run() throws Exception;
  }

  /** A main task without a result. */
  @FunctionalInterface
  protected interface Main {
    /** Runs it. */
    void run(Loop loop) throws Exception;
  }

  /** As Python's {@code print}. */
  protected final void print(@Nullable Object... values) {
    out.print(values);
  }

  /** As Python's {@code repr}. */
  protected static String repr(@Nullable Object value) {
    return PythonPrint.repr(value);
  }

  /** As Python's {@code e.args}: the message as a tuple of one, or the empty tuple. */
  protected static String args(Throwable e) {
    return e.getMessage() == null ? "()" : "(" + repr(e.getMessage()) + ",)";
  }

  /** What a message says first, without the remedy. */
  protected static String start(Throwable e) {
    return String.valueOf(e.getMessage()).split("[:.] ", -1)[0];
  }

  /** A task that sleeps so many seconds, and returns how many. */
  protected static Task<Double> sleeper(double time) {
    return Tasks.createTask(
        () -> {
          sleep(time);
          return time;
        });
  }

  /** Tasks that sleep so many seconds each. */
  protected static List<Task<Double>> sleepers(double... times) {
    return DoubleStream.of(times).mapToObj(PrintingTest::sleeper).toList();
  }

  /** A task that sleeps so many seconds, and fails. */
  protected static Task<Double> failing(double time) {
    return Tasks.createTask(
        () -> {
          sleep(time);
          throw new ValueError(String.valueOf(time));
        });
  }

  /** Checks what was printed. */
  protected final void printed(String expected) {
    assertEquals(expected, String.join("\n", lines) + "\n");
  }

  /** Runs a main task in a new loop. */
  protected static void run(Main main) {
    run(Loop.builder(), main);
  }

  /** Runs a main task in a loop of a certain kind. */
  protected static void run(LoopBuilder builder, Main main) {
    builder.run(
        loop -> {
          main.run(loop);
          return null;
        });
  }

  /** A body without a result, as one that gives null. */
  protected static Callable<@Nullable Void> body(Action action) {
    return () -> {
      action.run();
      return null;
    };
  }

  /** Creates a task without a result. */
  protected static Task<@Nullable Void> task(Action action) {
    return Tasks.createTask(body(action));
  }

  /** Creates a task with a name and without a result. */
  protected static Task<@Nullable Void> task(String name, Action action) {
    return Tasks.createTask(name, body(action));
  }

  /** Makes a coroutine object without a result. */
  protected static Coroutine<@Nullable Void> coro(Action action) {
    return Tasks.coroutine(body(action));
  }

  /** A duration in seconds. */
  protected static Duration seconds(double seconds) {
    return Duration.ofNanos(Math.round(seconds * NANOS_PER_SECOND));
  }

  /** As Python's {@code asyncio.sleep}. */
  protected static void sleep(double seconds) {
    Tasks.sleep(seconds(seconds));
  }

  /** As Python's {@code time.sleep}, which blocks the loop. */
  protected static void block(double seconds) {
    Tasks.spend(seconds(seconds));
  }

  /** How many iterations of the loop an action takes. */
  protected static long iterations(Action action) throws Exception {
    long before = Loop.current().iteration();
    action.run();
    return Loop.current().iteration() - before;
  }

  /**
   * How many iterations the loop takes until its caller has the result of what is made, and that.
   */
  protected static String await(Callable<? extends Awaitable<?>> made) throws Exception {
    Object[] result = new Object[1];
    long iterations = iterations(() -> result[0] = made.call().await());
    return "(" + iterations + ", " + repr(result[0]) + ")";
  }

  /** Stands for the exception of that name in Python. */
  protected static final class ValueError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Makes one with a message. */
    public ValueError(String message) {
      super(message);
    }
  }

  /** Stands for the exception of that name in Python. */
  protected static final class KeyError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Makes one with a message. */
    public KeyError(String message) {
      super(message);
    }
  }
}
