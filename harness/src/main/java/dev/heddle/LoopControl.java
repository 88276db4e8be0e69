package dev.heddle;

import dev.heddle.internal.engine.Engine;
import dev.heddle.internal.memory.SeenAccess;
import dev.heddle.internal.settings.Settings;
import dev.heddle.schedule.DecisionLog;
import dev.heddle.verdict.DivergedError;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * What searches and test frameworks do with a loop: describe it before it is made, and end it once
 * the code under test has ended.
 */
@API(status = Status.INTERNAL)
public final class LoopControl {
  private final Loop loop;

  private final Engine engine;

  /** Controls a loop. */
  public LoopControl(Loop loop) {
    this.loop = loop;
    this.engine = loop.engine;
  }

  /** Applies settings to a loop, which take precedence over what was set before. */
  public static LoopBuilder settings(LoopBuilder loop, Settings settings) {
    return loop.settings(settings);
  }

  /** Sets the log that decisions are written to; the next loop may use it again. */
  public static LoopBuilder decisionLog(LoopBuilder loop, DecisionLog writtenTo) {
    return loop.decisionLog(writtenTo);
  }

  /**
   * From now on everything goes in the default order, and nothing is traced.
   *
   * @throws DivergedError if a schedule was replayed that the program does not match
   */
  public void endDecisions() {
    engine.recorder.stop();
    engine.shutdown.begin();
    engine.decisions.end();
  }

  /** Cancels a task that a failed run has left pending, and lets it clean up. */
  public void unwind(Task<?> left) {
    engine.shutdown.cleanUp(
        () -> {
          left.cancel();
          loop.runUntilComplete(left);
        });
  }

  /**
   * Reports the tasks that can never go on because they wait for each other, each circle once.
   *
   * @return those tasks
   */
  public Set<Task<?>> reportDeadlocks() {
    Set<Task<?>> tasks = new LinkedHashSet<>();
    engine.leaks.reportTasks().forEach(owner -> tasks.add((Task<?>) owner.future()));
    return tasks;
  }

  /** What the run has accessed, if it keeps the lines of its steps. */
  public List<SeenAccess> accesses() {
    return engine.points.seen();
  }

  /** Whether nothing but the calling task is alive. */
  public boolean isAlone() {
    return engine.threads.isSingle();
  }
}
