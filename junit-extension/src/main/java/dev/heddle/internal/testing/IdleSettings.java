package dev.heddle.internal.testing;

import dev.heddle.internal.search.PolicyChoice;
import dev.heddle.internal.search.SearchSettings;
import dev.heddle.internal.settings.LoopSettings;
import dev.heddle.internal.settings.Setting;
import dev.heddle.internal.settings.Settings;
import java.util.List;

/**
 * Refuses what has no effect on a test. What a class sets is for those of its tests that it fits,
 * and is refused only if it fits none; what a configuration parameter sets is for all tests of a
 * build, and may fit none.
 */
public final class IdleSettings {
  private static final String ONCE = "the test is run once";

  private static final String ONCE_IN_ORDER = ONCE + ", in the default order";

  private static final String SEARCH_OR_REMOVE =
      "Say 'schedules', 'time', 'exhaustive' or 'maxDeviations' too, or remove it";

  private static final String DECIDE_OR_REMOVE =
      "Say 'schedules', 'time', 'exhaustive', 'maxDeviations' or 'policy' too, or remove it";

  private static final List<Setting<?>> DECIDING =
      List.of(
          SearchSettings.SCHEDULES,
          SearchSettings.EXHAUSTIVE,
          SearchSettings.MAX_DEVIATIONS,
          SearchSettings.TIME,
          SearchSettings.POLICY);

  private final AnnotatedSettings annotated;
  private final Settings said;

  private IdleSettings(AnnotatedSettings annotated) {
    this.annotated = annotated;
    said = annotated.settings();
  }

  /**
   * Refuses what has no effect on a test that is run once or in many schedules.
   *
   * @throws IllegalArgumentException if there is such a setting
   */
  public static void refuse(AnnotatedSettings annotated) {
    IdleSettings settings = new IdleSettings(annotated);
    if (!settings.said.isSet(RunSettings.REPLAY)) {
      settings.refuse();
    }
  }

  private void refuse() {
    boolean all = SearchSettings.wantsAll(said);
    if (!TestSettings.isSearch(said)) {
      refuseOfOneRun();
    } else if (all) {
      refuse(SearchSettings.SEED, "a search of all schedules draws nothing at random", "Remove it");
    }
    if (!all) {
      refuse(
          SearchSettings.ACCEPT_INCOMPLETE,
          "only a search of all schedules can be incomplete",
          "Say 'exhaustive' or 'maxDeviations' too, or remove it");
    }
  }

  private void refuseOfOneRun() {
    if (!said.isSet(SearchSettings.POLICY)) {
      refuse(SearchSettings.SEED, ONCE_IN_ORDER, DECIDE_OR_REMOVE);
      refuse(LoopSettings.EARLY_TIMEOUTS, ONCE_IN_ORDER, DECIDE_OR_REMOVE);
      refuse(LoopSettings.POINTS, ONCE_IN_ORDER, DECIDE_OR_REMOVE);
    } else if (said.get(SearchSettings.POLICY).name().equals(PolicyChoice.PORTFOLIO.name())) {
      refuse(
          SearchSettings.POLICY,
          ONCE + ", and the portfolio's first is the default order",
          SEARCH_OR_REMOVE);
    }
    refuse(SearchSettings.THREADS, ONCE, SEARCH_OR_REMOVE);
    refuse(SearchSettings.FRESH_STATICS, ONCE, SEARCH_OR_REMOVE);
  }

  private void refuse(Setting<?> setting, String why, String remedy) {
    if (said.isSet(setting) && !annotated.isForOthers(setting, DECIDING)) {
      throw new IllegalArgumentException(
          said.origin(setting) + " has no effect: " + why + ". " + remedy + ".");
    }
  }
}
