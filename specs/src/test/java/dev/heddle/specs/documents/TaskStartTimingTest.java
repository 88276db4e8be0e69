package dev.heddle.specs.documents;

import static dev.heddle.Tasks.createTask;
import static dev.heddle.Tasks.yieldNow;

import dev.heddle.Loop;
import dev.heddle.LoopFuture;
import dev.heddle.specs.PrintingTest;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Claims of document 0 that no program of it shows. */
class TaskStartTimingTest extends PrintingTest {
  /** An await gives way only if what is awaited is not done, and does not suspend by itself. */
  @Test
  void onlyAnAwaitThatSuspendsGivesWay() {
    run(
        loop -> {
          task(() -> print("other"));
          coro(() -> print("a coroutine that does not suspend")).await();
          LoopFuture<Integer> done = loop.createFuture();
          done.setResult(1);
          print("a future that is done:", done.await());
          LoopFuture<Integer> pending = loop.createFuture();
          loop.callSoon(() -> pending.setResult(2));
          print("a future that is pending:", pending.await());
        });
    printed(
        """
        a coroutine that does not suspend
        a future that is done: 1
        other
        a future that is pending: 2
        """);
  }

  /** After main has returned the loop runs one more iteration: that of main's own done-callback. */
  @Test
  void oneMoreTurnAfterMain() {
    AtomicLong turnOfMain = new AtomicLong();
    try (Loop loop = Loop.create()) {
      loop.runUntilComplete(
          coro(
              () -> {
                createTask(body(() -> print("child in turn", loop.iteration() - turnOfMain.get())));
                turnOfMain.set(loop.iteration());
              }));
      print("last iteration", loop.iteration() - turnOfMain.get());
    }
    printed(
        """
        child in turn 1
        last iteration 1
        """);
  }

  /**
   * The lines after the sleep are missing because the run cancels the tasks at their sleep, not
   * because it forgets them: their clean-up runs, and may even wait.
   */
  @Test
  void leftOverTasksAreCancelledAtTheirSleep() {
    run(
        loop ->
            createTask(
                body(
                    () -> {
                      print("Do something with 1...");
                      try {
                        sleep(1);
                        print("Done with 1");
                      } catch (CancellationException e) {
                        print("cancelled after", loop.time().toSeconds(), "s");
                        throw e;
                      } finally {
                        sleep(3);
                        print("cleaned up after", loop.time().toSeconds(), "s");
                      }
                    })));
    printed(
        """
        Do something with 1...
        cancelled after 0 s
        cleaned up after 3 s
        """);
  }

  /** By default no task is eager: it takes a factory, or an explicit eager start. */
  @Test
  void noTaskIsEagerUnlessAskedFor() {
    run(
        loop -> {
          task(() -> print("by default: after its creation"));
          print("created");
          yieldNow();
          loop.createEagerTask(body(() -> print("explicitly eager: within its creation")));
          print("created");
          loop.setEagerTasks(true);
          task(() -> print("eager by the loop: within its creation"));
          print("created");
        });
    printed(
        """
        created
        by default: after its creation
        explicitly eager: within its creation
        created
        eager by the loop: within its creation
        created
        """);
  }
}
