package dev.heddle.specs.judge;

import com.google.gson.stream.JsonWriter;
import dev.heddle.Loop;
import dev.heddle.LoopBuilder;
import dev.heddle.Runner;
import dev.heddle.verdict.DeadlockError;
import dev.heddle.verdict.Problem;
import dev.heddle.verdict.VerdictError;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One run of a program, as by {@code asyncio.run}, on a new loop. To be used on a carrier. */
final class ProgramRun {
  private static final List<Object> LIMIT = List.of("limit");
  private static final Pattern SLOW =
      Pattern.compile("Executing (?:a callback|(\\S+)) took (\\d+)\\.000 seconds");

  private final Program program;
  private final Runner runner;
  private final Loop loop;
  private final Limit limit;
  private final Events events;
  private final Interpreter interpreter;
  private long interruptsLeft;

  ProgramRun(Program program, boolean withTurns) {
    this.program = program;
    LoopBuilder builder = Loop.builder().traceLimit(0);
    if (program.slowStep() != null) {
      builder.debug(true).slowStep(Duration.ofSeconds(program.slowStep()));
    }
    runner = new Runner(builder);
    loop = runner.loop();
    loop.setEagerTasks(program.eager());
    loop.setProblemHandler(this::problem);
    limit = new Limit(loop);
    events = new Events(loop, withTurns);
    interpreter = new Interpreter(loop, program.functions(), events, limit);
    interruptsLeft = program.interrupts();
  }

  /** Runs it; returns its result as a line of JSON. */
  String result() {
    List<?> end = end();
    return new JsonText()
        .write(JsonWriter::beginObject)
        .member("id", program.id())
        .member("end", end)
        .member("time", limit.time().toSeconds())
        .member("unretrieved", interpreter.unretrieved())
        .write(json -> json.name("trace").jsonValue(events.end()))
        .write(JsonWriter::endObject)
        .toString();
  }

  /**
   * Runs it to its end. After a deadlock, or beyond the limit, the loop is not closed but dropped:
   * its tasks become garbage where they stand.
   */
  private List<?> end() {
    try {
      List<?> end = endOfMain();
      interpreter.log("main_done");
      if (!interpreter.isDead()) {
        runner.close();
      }
      return interpreter.isDead() ? LIMIT : end;
    } catch (DeadlockError e) {
      return limit.isReached() ? LIMIT : List.of("deadlock", pending(e));
    }
  }

  /** The tasks that wait for ever; the loop may be closed by now, and know no task any more. */
  private static List<String> pending(DeadlockError deadlock) {
    return deadlock.pending().stream().map(p -> Names.ofTask(p.name())).toList();
  }

  private List<?> endOfMain() {
    try {
      return java.util.Arrays.asList("ok", runMain());
    } catch (VerdictError e) {
      throw e;
    } catch (Throwable e) {
      return List.of("raise", Names.of(e));
    }
  }

  private @Nullable Object runMain() throws Exception {
    Callable<@Nullable Object> run = () -> runner.run(() -> interpreter.call(Program.MAIN));
    while (true) {
      try {
        return run.call();
      } catch (DeadlockError e) {
        if (limit.isReached() || !interrupt(e)) {
          throw e;
        }
        run = () -> loop.runUntilComplete(interpreter.main());
      }
    }
  }

  /** Everything waits for ever: cancels the main task, as Ctrl-C does, if the program allows it. */
  private boolean interrupt(DeadlockError deadlock) {
    if (interruptsLeft <= 0) {
      return false;
    }
    interruptsLeft--;
    interpreter.log("interrupt", pending(deadlock));
    interpreter.main().cancel();
    return true;
  }

  private void problem(Problem problem) {
    switch (problem.kind()) {
      case CALLBACK -> loopError("callback", problem);
      case SHUTDOWN -> loopError("shutdown", problem);
      case GROUP -> loopError("group", problem);
      case SLOW_STEP -> slow(problem.message());
      default -> {
        // the oracle has it at the end, as "unretrieved", or not at all
      }
    }
  }

  private void loopError(String kind, Problem problem) {
    interpreter.log("loop_error", kind, Names.of(Objects.requireNonNull(problem.exception())));
  }

  private void slow(String message) {
    Matcher matcher = SLOW.matcher(message);
    if (!matcher.matches()) {
      throw new IllegalStateException("not the harness's message of a slow step: " + message);
    }
    String task = matcher.group(1);
    interpreter.log(
        "slow", task == null ? Names.NOBODY : Names.ofTask(task), Long.valueOf(matcher.group(2)));
  }
}
