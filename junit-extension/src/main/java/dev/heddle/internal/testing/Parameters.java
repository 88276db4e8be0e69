package dev.heddle.internal.testing;

import dev.heddle.internal.search.SearchSettings;
import dev.heddle.internal.settings.LoopSettings;
import dev.heddle.internal.settings.Setting;
import dev.heddle.internal.settings.Settings;
import java.util.Optional;
import java.util.function.Function;

/** What configuration parameters set: {@code heddle.} and the name of a setting. */
final class Parameters {
  private static final String PREFIX = "heddle.";

  private final Function<String, Optional<String>> values;

  Parameters(Function<String, Optional<String>> values) {
    this.values = values;
  }

  /** What they set of one setting. */
  <T> Settings first(Setting<T> setting) {
    Optional<String> value = values.apply(PREFIX + setting);
    if (value.isEmpty()) {
      return Settings.NONE;
    }
    String origin = origin(setting);
    return Settings.NONE.with(setting, setting.read(value.get(), origin), origin);
  }

  /**
   * What they change of a search: nothing of a test that is none. A wrong one is refused by all
   * tests.
   */
  Settings ofSearch(Settings said) {
    Settings schedules = first(SearchSettings.SCHEDULES);
    Settings others =
        policy()
            .over(first(SearchSettings.TIME))
            .over(first(SearchSettings.SEED))
            .over(first(SearchSettings.THREADS))
            .over(first(LoopSettings.POINTS));
    if (!TestSettings.isSearch(said)) {
      return Settings.NONE;
    }
    return said.isSet(SearchSettings.SCHEDULES) ? others.over(schedules) : others;
  }

  private Settings policy() {
    return values
        .apply(PREFIX + SearchSettings.POLICY)
        .map(name -> SearchSettings.withPolicy(Settings.NONE, name, origin(SearchSettings.POLICY)))
        .orElse(Settings.NONE);
  }

  private static String origin(Setting<?> setting) {
    return "configuration parameter [" + PREFIX + setting + "]";
  }
}
