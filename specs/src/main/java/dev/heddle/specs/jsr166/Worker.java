package dev.heddle.specs.jsr166;

import dev.heddle.Loop;
import dev.heddle.verdict.BlockedError;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A JVM that runs tests of the suite, one after the other, until one has left it unfit for the
 * next. Each test with Heddle has a loop of its own; without, a thread of its own.
 */
final class Worker {
  /** How long a step may take: none of the suite's computes for that long. */
  private static final Duration STALL_TIMEOUT = Duration.ofSeconds(3);

  /** How long a test may take in real time, with Heddle or without. */
  private static final long LIMIT_SECONDS = 60;

  /** A test that livelocks in steps has taken far more than any other by then. */
  private static final long STEPS = 2_000_000;

  private static final PrintStream OUT = System.out;

  private final boolean plain;

  private Worker(boolean plain) {
    this.plain = plain;
  }

  /** Arguments: {@code plain} or {@code heddle}, the first test, a pattern that names match. */
  public static void main(String[] args) throws ReflectiveOperationException {
    List<SuiteTest> tests = SuiteTest.all();
    Worker worker = new Worker(args[0].equals("plain"));
    Pattern wanted = Pattern.compile(args[2]);
    for (int index = Integer.parseInt(args[1]); index < tests.size(); index++) {
      SuiteTest test = tests.get(index);
      String name = test.suite() + "." + test.method();
      if (wanted.matcher(name).find() && !worker.run(index, test)) {
        break;
      }
    }
    System.exit(0); // some tests leave threads
  }

  /**
   * Runs a test and tells how it ended.
   *
   * @return whether the JVM is fit for another one
   */
  private boolean run(int index, SuiteTest test) {
    print(index, test, Result.BEGUN, "");
    Throwable thrown = thrownBy(test);
    print(
        index,
        test,
        thrown == null ? Result.PASSED : thrown.getClass().getSimpleName(),
        thrown == null ? "" : String.valueOf(thrown.getMessage()));
    return !(thrown instanceof BlockedError) && !(thrown instanceof TimeoutException);
  }

  private static void print(int index, SuiteTest test, String outcome, String message) {
    OUT.println(new Result(index, test.suite(), test.method(), outcome, message).line());
  }

  /** A test that does not end, or whose loop does not, keeps its thread until this JVM ends. */
  private @Nullable Throwable thrownBy(SuiteTest test) {
    FutureTask<@Nullable Throwable> run = new FutureTask<>(() -> runOf(test));
    Thread thread = new Thread(run, "test");
    thread.setDaemon(true);
    thread.start();
    try {
      return run.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      return new TimeoutException("has not ended in " + LIMIT_SECONDS + " s of real time");
    } catch (InterruptedException | ExecutionException e) {
      return e;
    }
  }

  private @Nullable Throwable runOf(SuiteTest test) {
    try {
      if (plain) {
        test.run();
      } else {
        runInLoop(test);
      }
      return null;
    } catch (Throwable e) {
      return e;
    }
  }

  /** What the test leaves behind is no concern of the suite's, which looks for that itself. */
  private static void runInLoop(SuiteTest test) {
    Loop.builder()
        .stallTimeout(STALL_TIMEOUT)
        .stepLimit(STEPS)
        .problems(problem -> {})
        .run(
            loop -> {
              test.run();
              return "";
            });
  }
}
