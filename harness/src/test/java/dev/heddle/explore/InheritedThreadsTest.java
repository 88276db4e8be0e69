package dev.heddle.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.Loop;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

/** A worker thread that a library keeps in a static field, and that is in no pool of the JDK. */
class InheritedThreadsTest {
  /** Started by the first run that needs it; the next ones wake it. */
  private static final class Library implements Runnable {
    private static final BlockingQueue<Runnable> WORK = new LinkedBlockingQueue<>();
    private static Thread worker;

    static CompletableFuture<Integer> ask() {
      CompletableFuture<Integer> answer = new CompletableFuture<>();
      if (worker == null) {
        worker = new Thread(new Library(), "library-worker");
        worker.setDaemon(true);
        worker.start();
      }
      WORK.add(() -> answer.complete(42));
      return answer;
    }

    @Override
    public void run() {
      try {
        while (true) {
          WORK.take().run();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static Optional<String> run() {
    return Loop.run(
        loop -> {
          assertEquals(42, Library.ask().get());
          return loop.waitedOutside();
        });
  }

  /** It goes on in each run, which says what it depends on; a search names the thread too. */
  @Test
  void areNamed() {
    assertEquals(Optional.empty(), run());
    String words =
        "thread library-worker was started in an earlier run, and is kept by static state of class "
            + Library.class.getName();
    assertEquals(Optional.of(words), run());
    Exploration<Integer> search =
        Explorer.create().schedules(10).check(loop -> Library.ask().get());
    assertTrue(search.summary().contains(words), search.summary());
    assertFalse(search.summary().contains("hash"), search.summary());
  }
}
