package dev.heddle.specs.judge;

import static dev.heddle.specs.judge.Operation.anywhere;
import static dev.heddle.specs.judge.Operation.flow;
import static dev.heddle.specs.judge.Operation.inTasks;

import dev.heddle.Awaitable;
import dev.heddle.DoneAndPending;
import dev.heddle.LoopFuture;
import dev.heddle.ReturnWhen;
import dev.heddle.Tasks;
import dev.heddle.Timeout;
import dev.heddle.specs.judge.Statement.Action;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Waiting for several, for a time, or without being cancelled. */
final class WaitStatements {
  private WaitStatements() {}

  static void addTo(Map<String, Operation> operations) {
    operations.put("gather", inTasks(2, WaitStatements::gather));
    operations.put("gather_bg", anywhere(3, WaitStatements::gatherInBackground));
    operations.put("shield", inTasks(1, WaitStatements::shield));
    operations.put("shield_bg", anywhere(2, WaitStatements::shieldInBackground));
    operations.put("wait", inTasks(3, WaitStatements::wait));
    operations.put("as_completed", inTasks(2, WaitStatements::asCompleted));
    operations.put("wait_for", inTasks(2, WaitStatements::waitFor));
    operations.put("timeout", flow(3, WaitStatements::timeout));
    operations.put("reschedule", anywhere(2, WaitStatements::reschedule));
  }

  private static Action gather(Arguments arguments) {
    List<Operand> operands = arguments.operands();
    boolean returnExceptions = arguments.flag();
    return run -> run.log("gathered", gathering(run, operands, returnExceptions).await());
  }

  private static Action gatherInBackground(Arguments arguments) {
    String slot = arguments.name();
    List<Operand> operands = arguments.operands();
    boolean returnExceptions = arguments.flag();
    return run -> run.setSlot(slot, gathering(run, operands, returnExceptions));
  }

  private static LoopFuture<?> gathering(
      Interpreter run, List<Operand> operands, boolean returnExceptions) {
    List<Awaitable<?>> awaitables =
        operands.stream()
            .<@Nullable Awaitable<?>>map(o -> o.in(run))
            .filter(Objects::nonNull)
            .toList();
    return returnExceptions
        ? Tasks.gatherOutcomes(awaitables)
        : Tasks.<@Nullable Object>gather(awaitables);
  }

  private static Action shield(Arguments arguments) {
    Operand operand = arguments.operand();
    return run -> {
      Awaitable<?> awaitable = operand.in(run);
      if (awaitable == null) {
        run.skip("shield", operand.name());
      } else {
        run.log("shielded", Tasks.shield(awaitable).await());
      }
    };
  }

  private static Action shieldInBackground(Arguments arguments) {
    String slot = arguments.name();
    Operand operand = arguments.operand();
    return run -> {
      Awaitable<?> awaitable = operand.in(run);
      if (awaitable == null) {
        run.skip("shield_bg", slot);
      } else {
        run.setSlot(slot, Tasks.shield(awaitable));
      }
    };
  }

  private static Action wait(Arguments arguments) {
    List<String> names = arguments.names().stream().distinct().toList();
    ReturnWhen waitFor = arguments.waitFor();
    Duration time = arguments.ticksOrNull();
    return run -> {
      List<String> set = names.stream().filter(n -> run.slot(n) != null).toList();
      if (set.isEmpty()) {
        run.skip("wait", "");
        return;
      }
      List<LoopFuture<?>> futures = run.slots(set);
      DoneAndPending<LoopFuture<?>> waited = Tasks.waitUntil(futures, waitFor, time);
      List<String> done = new ArrayList<>();
      List<String> pending = new ArrayList<>();
      for (int i = 0; i < set.size(); i++) {
        (waited.done().contains(futures.get(i)) ? done : pending).add(set.get(i));
      }
      run.log("waited", done, pending);
    };
  }

  private static Action asCompleted(Arguments arguments) {
    List<String> names = arguments.names();
    Duration time = arguments.ticksOrNull();
    return run -> {
      Iterator<LoopFuture<?>> completions = Tasks.asCompleted(run.slots(names), time).iterator();
      while (completions.hasNext()) {
        try {
          run.log("next", completions.next().result());
        } catch (Exception e) {
          if (!Kind.EXCEPTION.matches(e)) {
            throw e;
          }
          run.log("next_err", Names.of(e));
        }
      }
      run.log("completed");
    };
  }

  private static Action waitFor(Arguments arguments) {
    Operand operand = arguments.operand();
    Duration time = arguments.ticksOrNull();
    return run -> {
      Awaitable<?> awaitable = operand.in(run);
      if (awaitable == null) {
        run.skip("wait_for", operand.name());
      } else {
        run.log("got_for", Tasks.waitFor(awaitable, time));
      }
    };
  }

  private static Statement timeout(Arguments arguments) {
    String name = arguments.name();
    Duration time = arguments.ticksOrNull();
    Block block = arguments.block();
    return (run, handled) -> {
      Timeout[] made = new Timeout[1];
      Returned returned =
          Tasks.<@Nullable Returned>timeout(
              time,
              timeout -> {
                made[0] = timeout;
                run.timeouts.put(name, timeout);
                return block.run(run, handled);
              });
      run.log("timeout_ok", name, made[0].isExpired());
      return returned;
    };
  }

  private static Action reschedule(Arguments arguments) {
    String name = arguments.name();
    Duration time = arguments.ticksOrNull();
    return run -> {
      Timeout timeout = run.timeouts.get(name);
      if (timeout == null) {
        run.skip("reschedule", name);
      } else {
        timeout.reschedule(time);
      }
    };
  }
}
