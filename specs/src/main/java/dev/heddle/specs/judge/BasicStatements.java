package dev.heddle.specs.judge;

import static dev.heddle.specs.judge.Operation.anywhere;
import static dev.heddle.specs.judge.Operation.flow;
import static dev.heddle.specs.judge.Operation.inTasks;

import dev.heddle.LoopFuture;
import dev.heddle.Tasks;
import dev.heddle.specs.judge.Statement.Action;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;

/** What any language has: output, time, exceptions, calls and blocks. */
final class BasicStatements {
  private BasicStatements() {}

  static void addTo(Map<String, Operation> operations) {
    operations.put("print", anywhere(1, BasicStatements::print));
    operations.put("busy", anywhere(1, BasicStatements::busy));
    operations.put("sleep", inTasks(1, BasicStatements::sleep));
    operations.put("raise", anywhere(1, BasicStatements::raise));
    operations.put("raise_cancel", anywhere(0, BasicStatements::raiseCancel));
    operations.put("call", inTasks(1, BasicStatements::call));
    operations.put("return", flow(1, BasicStatements::returning));
    operations.put("reraise", flow(0, BasicStatements::reraise));
    operations.put("repeat", flow(2, a -> new Repeat(a.times(), a.block())));
    operations.put("if_done", flow(3, BasicStatements::ifDone));
    operations.put("try", flow(3, a -> new Try(a.block(), a.handlers(), a.finalBlock())));
  }

  private static Action print(Arguments arguments) {
    Object value = arguments.value();
    return run -> run.log("print", value);
  }

  private static Action busy(Arguments arguments) {
    Duration time = arguments.ticks();
    return run -> Tasks.spend(time);
  }

  private static Action sleep(Arguments arguments) {
    Duration time = arguments.ticks();
    return run -> {
      Tasks.sleep(time);
      run.log("slept", time.toSeconds());
    };
  }

  private static Action raise(Arguments arguments) {
    String tag = arguments.name();
    return run -> {
      throw new Err(tag);
    };
  }

  private static Action raiseCancel(Arguments arguments) {
    return run -> {
      throw new CancellationException();
    };
  }

  private static Action call(Arguments arguments) {
    String function = arguments.function();
    return run -> run.call(function);
  }

  private static Statement returning(Arguments arguments) {
    Returned returned = new Returned(arguments.value());
    return (run, handled) -> returned;
  }

  private static Statement reraise(Arguments arguments) {
    return (run, handled) -> {
      throw Unchecked.as(Objects.requireNonNull(handled));
    };
  }

  private static Statement ifDone(Arguments arguments) {
    String slot = arguments.name();
    Block then = arguments.block();
    Block otherwise = arguments.block();
    return (run, handled) -> {
      LoopFuture<?> future = run.slot(slot);
      return (future != null && future.isDone() ? then : otherwise).run(run, handled);
    };
  }
}
