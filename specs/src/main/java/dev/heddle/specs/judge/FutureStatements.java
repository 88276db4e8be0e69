package dev.heddle.specs.judge;

import static dev.heddle.specs.judge.Operation.anywhere;
import static dev.heddle.specs.judge.Operation.inTasks;

import dev.heddle.LoopFuture;
import dev.heddle.specs.judge.Statement.Action;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What can be done with futures, and so with tasks. */
final class FutureStatements {
  /** What is done with the future that a statement names. */
  @FunctionalInterface
  private interface Use {
    void of(LoopFuture<?> future, Interpreter run) throws Exception;
  }

  private FutureStatements() {}

  static void addTo(Map<String, Operation> operations) {
    operations.put("fut", anywhere(1, FutureStatements::future));
    operations.put("resolve", anywhere(2, FutureStatements::resolve));
    operations.put("fail", anywhere(2, FutureStatements::fail));
    operations.put("cancel", anywhere(1, 2, FutureStatements::cancel));
    operations.put("state", anywhere(1, FutureStatements::state));
    operations.put("result", anywhere(1, FutureStatements::result));
    operations.put("on_done", anywhere(2, FutureStatements::onDone));
    operations.put("await", inTasks(1, FutureStatements::await));
  }

  private static Action future(Arguments arguments) {
    String slot = arguments.name();
    return run -> run.setSlot(slot, run.loop().<@Nullable Object>createFuture());
  }

  private static Action resolve(Arguments arguments) {
    String slot = arguments.name();
    Object value = arguments.value();
    return complete("resolve", slot, future -> future.setResult(value));
  }

  private static Action fail(Arguments arguments) {
    String slot = arguments.name();
    String tag = arguments.name();
    return complete("fail", slot, future -> future.setException(new Err(tag)));
  }

  private static Action complete(
      String statement, String slot, Consumer<LoopFuture<@Nullable Object>> how) {
    return run -> {
      LoopFuture<@Nullable Object> future = plainFuture(run.slot(slot));
      if (future == null) {
        run.skip(statement, slot);
      } else {
        how.accept(future);
      }
    };
  }

  /** A future that is no task and no gather, and may be completed; null if it is another. */
  @SuppressWarnings("unchecked")
  private static @Nullable LoopFuture<@Nullable Object> plainFuture(@Nullable LoopFuture<?> any) {
    return any != null && any.getClass() == LoopFuture.class
        ? (LoopFuture<@Nullable Object>) any
        : null;
  }

  private static Action cancel(Arguments arguments) {
    String slot = arguments.name();
    String message = arguments.optionalName();
    return ifSet(
        "cancel",
        slot,
        run -> run.target(slot),
        (future, run) -> run.log("cancel", slot, future.cancel(message)));
  }

  private static Action state(Arguments arguments) {
    String slot = arguments.name();
    return ifSet(
        "state",
        slot,
        run -> run.target(slot),
        (future, run) -> run.log("state", slot, Names.ofState(future)));
  }

  private static Action result(Arguments arguments) {
    String slot = arguments.name();
    return ifSet(
        "result",
        slot,
        run -> run.target(slot),
        (future, run) -> run.log("result", slot, future.result()));
  }

  private static Action onDone(Arguments arguments) {
    String slot = arguments.name();
    Object tag = arguments.value();
    return ifSet(
        "on_done",
        slot,
        run -> run.slot(slot),
        (future, run) ->
            future.addDoneCallback(done -> run.log("done_cb", tag, Names.ofState(done))));
  }

  private static Action await(Arguments arguments) {
    String slot = arguments.name();
    return ifSet(
        "await",
        slot,
        run -> run.slot(slot),
        (future, run) -> run.log("got", slot, future.await()));
  }

  private static Action ifSet(
      String statement, String slot, Function<Interpreter, @Nullable LoopFuture<?>> get, Use use) {
    return run -> {
      LoopFuture<?> future = get.apply(run);
      if (future == null) {
        run.skip(statement, slot);
      } else {
        use.of(future, run);
      }
    };
  }
}
