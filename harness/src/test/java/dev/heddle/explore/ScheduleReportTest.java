package dev.heddle.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** The report of a failure is never lost. */
class ScheduleReportTest {
  /** An exception that takes no suppressed ones, as those have that the JVM keeps to throw. */
  private static final class Sealed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Sealed() {
      super("sealed", null, false, false);
    }
  }

  private static final class Keeping extends Handler {
    private final List<String> messages = new ArrayList<>();

    @Override
    public void publish(LogRecord entry) {
      messages.add(entry.getMessage());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @Test
  void reportThatCannotBeCarriedIsLogged() {
    Logger logger = Logger.getLogger("dev.heddle");
    Keeping log = new Keeping();
    logger.addHandler(log);
    try {
      assertThrows(
          Sealed.class,
          () ->
              Explorer.create()
                  .check(
                      loop -> {
                        throw new Sealed();
                      }));
    } finally {
      logger.removeHandler(log);
    }
    assertEquals(1, log.messages.size(), log.messages.toString());
    String message = log.messages.get(0);
    assertTrue(
        message.startsWith(
            Sealed.class.getName()
                + ": sealed cannot carry its report, which follows. If it has no stack trace, the JVM"
                + " has thrown it from compiled code: with -XX:-OmitStackTraceInFastThrow, such"
                + " exceptions carry reports.\nIt fails in the default order."),
        message);
    assertTrue(message.contains("replay: "), message);
  }
}
