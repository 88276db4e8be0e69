package dev.heddle.specs.judge;

import static dev.heddle.specs.judge.Operation.anywhere;

import dev.heddle.Handle;
import dev.heddle.specs.judge.Statement.Action;
import java.time.Duration;
import java.util.Map;

/** Callbacks of the loop. */
final class CallbackStatements {
  private CallbackStatements() {}

  static void addTo(Map<String, Operation> operations) {
    operations.put("soon", anywhere(2, CallbackStatements::soon));
    operations.put("later", anywhere(3, CallbackStatements::later));
    operations.put("unschedule", anywhere(1, CallbackStatements::unschedule));
  }

  private static Action soon(Arguments arguments) {
    String handle = arguments.name();
    Block body = arguments.callbackBody();
    return run -> run.handles.put(handle, run.loop().callSoon(run.callback(body)));
  }

  private static Action later(Arguments arguments) {
    String handle = arguments.name();
    Duration delay = arguments.ticks();
    Block body = arguments.callbackBody();
    return run -> run.handles.put(handle, run.loop().callLater(delay, run.callback(body)));
  }

  private static Action unschedule(Arguments arguments) {
    String name = arguments.name();
    return run -> {
      Handle handle = run.handles.get(name);
      if (handle == null) {
        run.skip("unschedule", name);
      } else {
        handle.cancel();
      }
    };
  }
}
