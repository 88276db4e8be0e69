package dev.heddle.specs.judge;

import static dev.heddle.specs.judge.Operation.anywhere;
import static dev.heddle.specs.judge.Operation.flow;
import static dev.heddle.specs.judge.Operation.inTasks;

import dev.heddle.Task;
import dev.heddle.TaskGroup;
import dev.heddle.Tasks;
import dev.heddle.specs.judge.Statement.Action;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tasks and groups of tasks. */
final class TaskStatements {
  private TaskStatements() {}

  static void addTo(Map<String, Operation> operations) {
    operations.put("eager", inTasks(1, TaskStatements::eager));
    operations.put("task", inTasks(2, TaskStatements::task));
    operations.put("gtask", inTasks(3, TaskStatements::groupTask));
    operations.put("group", flow(2, TaskStatements::group));
    operations.put("uncancel", anywhere(1, TaskStatements::uncancel));
    operations.put("cancelling", anywhere(1, TaskStatements::cancelling));
  }

  private static Action eager(Arguments arguments) {
    boolean eager = arguments.flag();
    return run -> run.loop().setEagerTasks(eager);
  }

  private static Action task(Arguments arguments) {
    String slot = arguments.name();
    String function = arguments.function();
    return run -> {
      Task<?> task = Tasks.<@Nullable Object>createTask(() -> run.call(function));
      run.setSlot(slot, task);
      run.log("task", slot, Names.of(task));
    };
  }

  private static Action groupTask(Arguments arguments) {
    String name = arguments.name();
    String slot = arguments.name();
    String function = arguments.function();
    return run -> {
      TaskGroup group = run.groups.get(name);
      if (group == null) {
        run.skip("gtask", name);
        return;
      }
      Task<?> task = group.<@Nullable Object>createTask(() -> run.call(function));
      run.setSlot(slot, task);
      run.log("task", slot, Names.of(task));
    };
  }

  private static Statement group(Arguments arguments) {
    String name = arguments.name();
    Block block = arguments.block();
    return (run, handled) -> {
      Returned returned =
          Tasks.<@Nullable Returned>group(
              group -> {
                run.groups.put(name, group);
                return block.run(run, handled);
              });
      run.log("group_ok", name);
      return returned;
    };
  }

  private static Action uncancel(Arguments arguments) {
    String slot = arguments.name();
    return run -> {
      if (run.target(slot) instanceof Task<?> task) {
        run.log("uncancel", slot, task.uncancel());
      } else {
        run.skip("uncancel", slot);
      }
    };
  }

  private static Action cancelling(Arguments arguments) {
    String slot = arguments.name();
    return run -> {
      if (run.target(slot) instanceof Task<?> task) {
        run.log("cancelling", slot, task.cancelling());
      } else {
        run.skip("cancelling", slot);
      }
    };
  }
}
