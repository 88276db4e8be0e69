package dev.heddle.explore;

import dev.heddle.internal.settings.Settings;
import dev.heddle.schedule.Policy;
import dev.heddle.schedule.Schedule;
import java.util.function.Function;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;

/** What test frameworks do with an exploration. */
@API(status = Status.INTERNAL)
public final class ExplorerControl {
  private ExplorerControl() {}

  /** Makes an explorer with settings for its search and its loops. */
  public static Explorer explorer(Settings settings) {
    return Explorer.create().settings(settings);
  }

  /** As {@link Explorer#explain}. */
  public static Failure explain(
      Explorer explorer, Policy policy, Throwable thrown, Attempt<?> attempt) {
    return explorer.explain(policy, thrown, attempt);
  }

  /** As {@link Explorer#replay}. */
  public static @Nullable Failure replay(Explorer explorer, Policy replay, Attempt<?> attempt) {
    return explorer.replay(replay, attempt);
  }

  /**
   * Throws the failure that was found, with a line that replays it, or an {@link IncompleteError};
   * otherwise returns the exploration.
   */
  public static <T extends @Nullable Object> Exploration<T> throwIfFailed(
      Explorer explorer, Exploration<T> exploration, Function<Schedule, String> replayLine) {
    return explorer.throwIfFailed(exploration, replayLine);
  }
}
