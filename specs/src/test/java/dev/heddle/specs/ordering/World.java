package dev.heddle.specs.ordering;

import dev.heddle.Loop;
import dev.heddle.LoopFuture;
import dev.heddle.Task;
import dev.heddle.Tasks;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

/** What programs are run by: the loop as it is. Broken worlds override one method each. */
class World {
  Loop loop = Loop.create();

  void yieldNow() {
    Tasks.yieldNow();
  }

  void sleep(int millis) {
    Tasks.sleep(Duration.ofMillis(millis));
  }

  void spend(int millis) {
    Tasks.spend(Duration.ofMillis(millis));
  }

  LoopFuture<Integer> spawn(String name, Callable<Integer> body) {
    return loop.createTask(name, body);
  }

  LoopFuture<Integer> eager(String name, Callable<Integer> body) {
    return loop.createEagerTask(name, body);
  }

  void call(Runnable coroutine) {
    coroutine.run();
  }

  Integer await(LoopFuture<Integer> task) {
    return task.await();
  }

  List<Integer> gather(List<LoopFuture<Integer>> tasks) {
    return Tasks.<Integer>gather(tasks).await();
  }

  boolean cancel(LoopFuture<Integer> task) {
    return task.cancel();
  }

  void soon(Runnable callback) {
    loop.callSoon(callback);
  }

  void later(int millis, Runnable callback) {
    loop.callLater(Duration.ofMillis(millis), callback);
  }

  void onDone(LoopFuture<Integer> task, Runnable callback) {
    task.addDoneCallback(done -> callback.run());
  }

  /** Called within a step, after everything that is told. */
  void told() {}

  /** The end of the main task. */
  void end() {}

  /** The end of every other task. */
  void ended() {}

  /** The names of the tasks that are not done, as the loop lists them. */
  List<String> allTasks() {
    return loop.allTasks().stream().map(Task::getName).toList();
  }

  /** What somebody who asks is told of the time, in nanoseconds. */
  long nanos() {
    return loop.time().toNanos();
  }

  /** The name of the task that runs. */
  String current() {
    Task<?> task = Tasks.currentTask();
    return task == null ? "none" : task.getName();
  }

  /** Whether the loop's problems arrive. */
  boolean tellsProblems() {
    return true;
  }
}
