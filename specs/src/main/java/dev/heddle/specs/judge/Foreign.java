package dev.heddle.specs.judge;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the oracle's language has and Heddle has not, because Java has its own. */
final class Foreign {
  private static final Set<String> SYNC =
      Set.of(
          "set_event",
          "clear_event",
          "wait_event",
          "acquire",
          "release",
          "locked",
          "with",
          "cwait",
          "notify",
          "barrier",
          "barrier_reset",
          "barrier_abort",
          "put",
          "get",
          "put_nowait",
          "get_nowait",
          "task_done",
          "join",
          "shutdown");

  private static final Set<String> CONTEXT = Set.of("setvar", "getvar");

  private static final String NO_SYNC =
      " belongs to asyncio's locks, queues and their kin (sync), in place of which Java programs"
          + " use java.util.concurrent as it is: generate programs with --without sync,ctx";

  private static final String NO_CONTEXT =
      " is about context variables (ctx), in place of which Java has its own thread locals:"
          + " generate programs with --without sync,ctx";

  private Foreign() {}

  /** Why there is no such statement; null if the oracle has none either. */
  static @Nullable String reason(String operation) {
    return SYNC.contains(operation) ? NO_SYNC : CONTEXT.contains(operation) ? NO_CONTEXT : null;
  }

  /** Rejects declarations of objects, all of which are locks, queues and their kin. */
  static void check(@Nullable Node objects) {
    if (objects == null) {
      return;
    }
    for (Map.Entry<String, Node> object : objects.object("an object").entrySet()) {
      throw object.getValue().error("\"" + object.getKey() + "\"" + NO_SYNC);
    }
  }
}
