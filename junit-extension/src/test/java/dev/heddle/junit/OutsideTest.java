package dev.heddle.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.Loop;
import dev.heddle.Tasks;
import dev.heddle.testing.RecordedAnswers;
import dev.heddle.verdict.BlockedError;
import dev.heddle.verdict.UnansweredError;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests that reach outside of their loop. */
class OutsideTest {
  private static final String FILE = "target/answers/asked.txt";

  private static final AtomicInteger ASKED = new AtomicInteger();

  @BeforeEach
  @AfterEach
  void forget() throws IOException {
    ASKED.set(0);
    Files.deleteIfExists(Path.of(FILE));
  }

  static class Accepts {
    @HeddleTest
    void test(ExecutorService pool) throws Exception {
      try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        Future<?> accepted = pool.submit(() -> server.accept());
        accepted.get();
      }
    }
  }

  /** The verdict fails the test, though the pool has caught it; nothing else is reported. */
  @Test
  void aTestThatAcceptsIsRefused() {
    Throwable failure = Kit.failureOf(Accepts.class);

    assertInstanceOf(BlockedError.class, failure);
    assertTrue(
        failure
            .getMessage()
            .startsWith("Thread thread-1 accepts a connection at OutsideTest.java:"),
        failure.getMessage());
    assertEquals(1, failure.getSuppressed().length);
    assertTrue(!Kit.report(failure).contains("need not repeat"), Kit.report(failure));
  }

  static class Asks {
    @HeddleTest
    void test(Loop loop) {
      Tasks.yieldNow();
      int answer = loop.askOutside("the number", ASKED::incrementAndGet);
      throw new IllegalStateException("answer " + answer);
    }
  }

  /** The report of a run that depended on the outside says so. */
  @Test
  void reportSaysThatARunNeedNotRepeat() {
    Throwable failure = Kit.failureOf(Asks.class);

    assertTrue(
        Kit.report(failure)
            .contains(
                "This run need not repeat, as it depended on what is outside of the loop (first:"
                    + " Task test asks [the number] at OutsideTest.java:"),
        Kit.report(failure));
  }

  static class AsksOnce {
    @HeddleTest
    @RecordedAnswers(FILE)
    void test(Loop loop) {
      assertEquals(1, loop.askOutside("the number", ASKED::incrementAndGet));
    }
  }

  static class AsksOnceInAllOrders {
    @HeddleTest(exhaustive = true)
    @RecordedAnswers(FILE)
    void test(Loop loop) throws Exception {
      Tasks.gather(
              loop.createTask(() -> loop.askOutside("a", ASKED::incrementAndGet)),
              loop.createTask(() -> loop.askOutside("b", ASKED::incrementAndGet)))
          .await();
    }
  }

  /** The first run asks and writes; later ones replay, in one order or in all. */
  @Test
  void answersAreRecorded() {
    Kit.passes(1, AsksOnce.class);
    Kit.passes(1, AsksOnce.class);
    assertEquals(1, ASKED.get());
  }

  @Test
  void answersAreRecordedForASearch() {
    Kit.passes(1, AsksOnceInAllOrders.class);
    Kit.passes(1, AsksOnceInAllOrders.class);
    assertEquals(2, ASKED.get());
  }

  @Test
  void whatIsNotRecordedFails() throws IOException {
    Files.createDirectories(Path.of(FILE).getParent());
    Files.writeString(Path.of(FILE), "heddle answers 1\n");

    Throwable failure = Kit.failureOf(AsksOnce.class);

    assertInstanceOf(UnansweredError.class, failure);
    assertTrue(failure.getMessage().contains("[the number]"), failure.getMessage());
  }

  @Test
  void damagedAnswersAreAConfigurationError() throws IOException {
    Files.createDirectories(Path.of(FILE).getParent());
    Files.writeString(Path.of(FILE), "");

    String message = Kit.failureOf(AsksOnce.class).getMessage();

    assertTrue(
        message.startsWith(
            "Configuration error: @RecordedAnswers on [void"
                + " dev.heddle.junit.OutsideTest$AsksOnce.test(dev.heddle.Loop)] must be a file of"
                + " answers, or one to write (The answers in [target/answers/asked.txt] are"
                + " damaged"),
        message);
  }
}
