package dev.heddle.junit.jqwik;

import net.jqwik.api.JqwikException;
import net.jqwik.api.lifecycle.TryExecutionResult;
import org.jspecify.annotations.Nullable;

/** jqwik's API, called where jqwik does not know the thread: its error, with the remedy. */
final class OffThread {
  /** How jqwik's own message begins; its class is not in the API. */
  private static final String MESSAGE = "The current action must be run on a jqwik thread";

  private OffThread() {}

  /** The same result, but that the error says what to do. */
  static TryExecutionResult explained(TryExecutionResult result) {
    Throwable misuse = misuse(result.throwable().orElse(null));
    if (misuse == null) {
      return result;
    }
    IllegalStateException error = new IllegalStateException(message(misuse), misuse);
    error.setStackTrace(misuse.getStackTrace()); // where it happened, whoever looks at the result
    return TryExecutionResult.falsified(error);
  }

  private static @Nullable Throwable misuse(@Nullable Throwable thrown) {
    for (Throwable e = thrown; e != null; e = e.getCause()) {
      if (e instanceof JqwikException && String.valueOf(e.getMessage()).startsWith(MESSAGE)) {
        return e;
      }
    }
    return null;
  }

  private static String message(Throwable misuse) {
    return "jqwik's API was called at ["
        + caller(misuse)
        + "], in a try that runs on a loop, and so not on jqwik's own thread, which it needs. Draw"
        + " data as parameters, collect statistics by LoopStatistics, and use stores and footnotes"
        + " in methods with @BeforeTry and @AfterTry.";
  }

  private static String caller(Throwable misuse) {
    for (StackTraceElement frame : misuse.getStackTrace()) {
      if (!frame.getClassName().startsWith("net.jqwik.")) {
        return frame.getFileName() + ":" + frame.getLineNumber();
      }
    }
    return "an unknown place";
  }
}
