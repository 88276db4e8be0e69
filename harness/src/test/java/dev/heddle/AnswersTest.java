package dev.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.explore.Explorer;
import dev.heddle.verdict.BlockedError;
import dev.heddle.verdict.UnansweredError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run asks outside of its loop is recorded, and replayed without asking. */
class AnswersTest {
  @TempDir Path folder;

  private static String never() {
    throw new AssertionError("asked again");
  }

  /** A program that asks for rates from two tasks, and sleeps for as long as they say. */
  private static String converts(Loop loop, Callable<String> euro, Callable<String> dollar) {
    Task<String> first = loop.createTask(() -> sleeps(loop.askOutside("EUR", euro)));
    Task<String> second =
        loop.createTask(
            () -> {
              String once = sleeps(loop.askOutside("USD", dollar));
              return once + sleeps(loop.askOutside("USD", dollar));
            });
    return first.await() + second.await() + "\n" + loop.trace();
  }

  private static String sleeps(String seconds) throws InterruptedException {
    Thread.sleep(Duration.ofSeconds(Integer.parseInt(seconds)));
    return seconds;
  }

  /** The first run writes a file of text; the others have its answers, and its trace. */
  @Test
  void replayHasTheSameTrace() throws Exception {
    Path file = folder.resolve("new/rates.txt");
    AtomicInteger asked = new AtomicInteger();
    String first =
        Loop.builder()
            .answers(Answers.in(file))
            .run(
                loop -> {
                  String trace =
                      converts(loop, () -> "3", () -> String.valueOf(asked.incrementAndGet()));
                  assertEquals(Optional.empty(), loop.waitedOutside());
                  return trace;
                });
    assertTrue(first.startsWith("312\n"), first);
    assertEquals(
        "heddle answers 1\nEUR\ttext\t3\nUSD\ttext\t1\nUSD\ttext\t2\n", Files.readString(file));
    for (int run = 0; run < 20; run++) {
      assertEquals(
          first,
          Loop.builder()
              .answers(Answers.in(file))
              .run(loop -> converts(loop, AnswersTest::never, AnswersTest::never)));
    }
  }

  /** Text of any kind, null, objects, and exceptions; each run has a copy, the first too. */
  @Test
  void allKindsOfAnswers() throws Exception {
    Path file = folder.resolve("answers.txt");
    String text = "a\tb\nc\r\\n\\ \u00e4\uD83D\uDE00";
    List<Integer> list = new ArrayList<>(List.of(1, 2));
    for (int run = 0; run < 2; run++) {
      boolean first = run == 0;
      Loop.builder()
          .answers(Answers.in(file))
          .run(
              loop -> {
                assertEquals(text, loop.askOutside("text\t\n", () -> first ? text : never()));
                assertEquals("", loop.askOutside("empty", () -> first ? "" : never()));
                assertNull(loop.askOutside("null", () -> first ? null : never()));
                Object copy = loop.askOutside("list", () -> first ? list : never());
                assertEquals(list, copy);
                assertNotSame(list, copy);
                IOException e =
                    assertThrows(
                        IOException.class,
                        () ->
                            loop.askOutside(
                                "failure",
                                () -> {
                                  throw first
                                      ? new IOException("refused")
                                      : new IOException(never());
                                }));
                assertEquals("refused", e.getMessage());
                return null;
              });
    }
  }

  /** What is not recorded is an error that says what there is; and it cannot be swallowed. */
  @Test
  void unanswered() throws Exception {
    Path file = folder.resolve("answers.txt");
    Files.writeString(file, "heddle answers 1\nUSD\ttext\t1\nUSD\ttext\t2\nEUR\ttext\t3\n");
    UnansweredError other = unanswered(file, "GBP", 1);
    assertEquals(
        "No answer is recorded for what the program asks outside of the loop: [GBP]. ["
            + file
            + "] has 2 answers to [USD], 1 answer to [EUR]. If the program is right to ask this,"
            + " delete the file to ask everything anew.",
        other.getMessage());
    UnansweredError again = unanswered(file, "EUR", 2);
    assertTrue(again.getMessage().contains("[EUR], time 2. ["), again.getMessage());
    Files.writeString(file, "heddle answers 1\n");
    UnansweredError none = unanswered(file, "EUR", 1);
    assertTrue(none.getMessage().contains("] has no answers."), none.getMessage());
  }

  private static UnansweredError unanswered(Path file, String question, int times) {
    return assertThrows(
        UnansweredError.class,
        () ->
            Loop.builder()
                .answers(Answers.in(file))
                .run(
                    loop -> {
                      for (int i = 0; i < times; i++) {
                        try {
                          loop.askOutside(question, AnswersTest::never);
                        } catch (Throwable e) {
                          return "swallowed";
                        }
                      }
                      return "answered";
                    }));
  }

  /** A file that is damaged, or of another version, is refused with its line. */
  @Test
  void damagedFiles() throws Exception {
    damaged("", "line 1 must be [heddle answers 1]");
    damaged("heddle answers 2\n", "line 1 must be [heddle answers 1]");
    damaged(
        "heddle answers 1\na\ttext\tb\na b\n",
        "line 3 needs a question, a kind and an answer, separated by tabs");
    damaged("heddle answers 1\na\tpicture\tb\n", "line 2 has an unknown kind of answer, [picture]");
  }

  private void damaged(String content, String how) throws IOException {
    Path file = folder.resolve("damaged.txt");
    Files.writeString(file, content);
    IllegalStateException error = assertThrows(IllegalStateException.class, () -> Answers.in(file));
    assertEquals(
        "The answers in ["
            + file
            + "] are damaged, or of a newer version: "
            + how
            + ". Correct it, or delete the file to ask anew.",
        error.getMessage());
  }

  /** What cannot be recorded is refused when it is asked for, and not kept. */
  @Test
  void answersThatCannotBeRecorded() {
    Path file = folder.resolve("answers.txt");
    Answers answers = Answers.in(file);
    IllegalStateException error =
        assertThrows(
            IllegalStateException.class,
            () ->
                Loop.builder()
                    .answers(answers)
                    .run(loop -> loop.askOutside("thread", Thread::currentThread)));
    assertEquals(
        "The answer to [thread] cannot be recorded: it is a java.lang.Thread, which cannot be"
            + " serialized. Return text, or an object that is Serializable.",
        error.getMessage());
    assertTrue(Files.notExists(file));
  }

  /** An object whose class has changed since. */
  @Test
  void answersThatCannotBeRead() throws IOException {
    Path file = folder.resolve("answers.txt");
    Files.writeString(file, "heddle answers 1\na\tobject\tAAAA\n");
    IllegalStateException error =
        assertThrows(
            IllegalStateException.class,
            () ->
                Loop.builder()
                    .answers(Answers.in(file))
                    .run(loop -> loop.askOutside("a", AnswersTest::never)));
    assertTrue(
        error.getMessage().startsWith("A recorded answer cannot be read ("), error.getMessage());
  }

  /** The loop stands still: nobody goes on meanwhile, and no time passes, though timers are set. */
  @Test
  void loopStandsStill() {
    List<String> log = new ArrayList<>();
    Loop.run(
        loop -> {
          CountDownLatch asked = new CountDownLatch(1);
          loop.createTask(() -> log.add("other task"));
          loop.callLater(Duration.ofMillis(1), () -> log.add("timer"));
          Thread notManaged =
              loop.askOutside(
                  "thread",
                  () -> {
                    asked.countDown();
                    assertThrows(IllegalStateException.class, Loop::current);
                    return Thread.currentThread();
                  });
          log.add("answer at " + loop.time());
          assertEquals(0, asked.getCount());
          assertEquals("heddle-asks thread", notManaged.getName());
          Tasks.sleep(Duration.ofSeconds(1));
        });
    assertEquals(List.of("answer at PT0S", "other task", "timer"), log);
  }

  /** Callbacks and threads may ask too; a thread that the loop does not run may not. */
  @Test
  void whoMayAsk() throws Exception {
    List<Object> log = new ArrayList<>();
    Loop.run(
        loop -> {
          loop.callSoon(() -> log.add(loop.askOutside("callback", () -> 1)));
          Thread thread =
              Thread.startVirtualThread(() -> log.add(loop.askOutside("thread", () -> 2)));
          thread.join();
          return loop.askOutside(
              "outside",
              () ->
                  log.add(
                      assertThrows(IllegalStateException.class, () -> loop.askOutside("", () -> 3))
                          .getMessage()));
        });
    assertEquals(
        List.of(
            1,
            2,
            "askOutside was called by thread heddle-asks outside, which this loop does not run. It"
                + " is outside already: call what it would ask."),
        log);
  }

  /** Who does not answer within the stall timeout is interrupted, and the run fails. */
  @Test
  void noAnswer() throws Exception {
    CountDownLatch interrupted = new CountDownLatch(1);
    BlockedError error =
        assertThrows(
            BlockedError.class,
            () ->
                Loop.builder()
                    .stallTimeout(Duration.ofMillis(100))
                    .run(
                        loop ->
                            loop.askOutside(
                                "silence",
                                () -> {
                                  try {
                                    new CountDownLatch(1).await();
                                    return null;
                                  } catch (InterruptedException e) {
                                    interrupted.countDown();
                                    throw e;
                                  }
                                })));
    assertTrue(
        error
            .getMessage()
            .startsWith(
                "What was asked outside of the loop, [silence], has had no answer for 100 ms of"
                    + " real time. Give it a time limit of its own"),
        error.getMessage());
    interrupted.await();
  }

  /** Several carriers share what one of them asks. */
  @Test
  void carriersShareAnswers() {
    AtomicInteger asked = new AtomicInteger();
    Answers answers = Answers.in(folder.resolve("answers.txt"));
    Explorer.create()
        .schedules(50)
        .threads(2)
        .loops(loop -> loop.answers(answers))
        .check(loop -> loop.askOutside("once", asked::incrementAndGet));
    assertEquals(1, asked.get());
    assertEquals(
        "[" + folder.resolve("answers.txt") + "] has 1 answer to [once]", answers.toString());
  }
}
