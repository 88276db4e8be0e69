package dev.heddle.junit;

import dev.heddle.explore.Explorer;
import dev.heddle.schedule.Policies;
import dev.heddle.schedule.Policy;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Finds out in which schedules a test is to be run, and refuses what would have no effect. What a
 * class says is for those of its tests that it fits, and is refused only if it fits none; what a
 * configuration parameter says is for all tests of a build, and may fit none.
 */
final class SearchSettings {
  private static final String ONCE = "the test is run once";

  private static final String ONCE_IN_ORDER = ONCE + ", in the default order";

  private static final String SEARCH_OR_REMOVE =
      "Say 'schedules', 'time', 'exhaustive' or 'maxDeviations' too, or remove it";

  private static final String DECIDE_OR_REMOVE =
      "Say 'schedules', 'time', 'exhaustive', 'maxDeviations' or 'policy' too, or remove it";

  private static final List<String> DECIDING =
      List.of("schedules", "time", "exhaustive", "maxDeviations", "policy", "policyClass");

  private static final String EXHAUSTIVE = "exhaustive";
  private static final String WITHIN = "deviations:";
  private static final String PORTFOLIO = "portfolio";

  /**
   * Which schedules to run; one of these at most.
   *
   * @param exhaustive all there are
   * @param maxDeviations those with so many deviations at most
   * @param policy those of a policy, by name
   * @param policyClass those of a policy, by class
   */
  private record Which(
      boolean exhaustive,
      OptionalInt maxDeviations,
      Optional<String> policy,
      @Nullable Class<? extends Policy> policyClass) {
    /** What a policy's name says; two of them say what attributes of their own say too. */
    static Which named(String policy) {
      String name = policy.strip().toLowerCase(Locale.ROOT);
      if (name.equals(EXHAUSTIVE)) {
        return new Which(true, OptionalInt.empty(), Optional.empty(), null);
      }
      if (name.startsWith(WITHIN)) {
        int bound = Integer.parseInt(name.substring(WITHIN.length()));
        return new Which(false, OptionalInt.of(bound), Optional.empty(), null);
      }
      return new Which(false, OptionalInt.empty(), Optional.of(name), null);
    }
  }

  private final Said said;
  private final ExtensionContext context;

  private SearchSettings(Said said, ExtensionContext context) {
    this.said = said;
    this.context = context;
  }

  static Exploring of(Said said, ExtensionContext context) {
    return new SearchSettings(said, context).read();
  }

  private Exploring read() {
    Exploring exploring = said();
    if (said.nearest("replay").isEmpty()) {
      refuseIdle(exploring);
    }
    return configured(exploring);
  }

  // ---- what annotations say -----------------------------------------------------------------

  private Exploring said() {
    Which which = which();
    return new Exploring(
        said.nearest("schedules")
            .map(value -> OptionalLong.of(value.positive()))
            .orElse(OptionalLong.empty()),
        which.exhaustive(),
        which.maxDeviations(),
        said.nearest("time").map(SettingValue::positiveDuration),
        which.policy(),
        which.policyClass(),
        said.nearest("seed").map(SettingValue::number).orElse(0L),
        said.nearest("threads").map(SettingValue::positiveInt).orElse(1),
        said.isSet("acceptIncomplete"));
  }

  private Which which() {
    boolean exhaustive = said.isSet("exhaustive");
    Optional<SettingValue> maxDeviations = said.nearest("maxDeviations");
    Optional<SettingValue> policy = said.nearest("policy");
    Optional<SettingValue> byClass = said.nearest("policyClass");
    Optional<SettingValue> all = exhaustive ? said.nearest("exhaustive") : Optional.empty();
    List<SettingValue> ways =
        Stream.of(all, maxDeviations, policy, byClass).flatMap(Optional::stream).toList();
    if (ways.size() > 1) {
      throw contradiction(ways);
    }
    if (policy.isPresent()) {
      return Which.named(policy(policy.get()));
    }
    return new Which(
        exhaustive,
        maxDeviations
            .map(value -> OptionalInt.of(value.count("deviations")))
            .orElse(OptionalInt.empty()),
        Optional.empty(),
        byClass.<Class<? extends Policy>>map(SearchSettings::policyClass).orElse(null));
  }

  private ExtensionConfigurationException contradiction(List<SettingValue> ways) {
    return new ExtensionConfigurationException(
        "Configuration error: test ["
            + context.getRequiredTestMethod()
            + "] has "
            + String.join(" and ", ways.stream().map(SettingValue::where).toList())
            + ". Each of them says which schedules to run: keep one.");
  }

  private static String policy(SettingValue value) {
    try {
      Policies.named(value.text(), 0);
      return value.text();
    } catch (IllegalArgumentException e) {
      throw value.wrong("the name of a policy (" + e.getMessage() + ")", e);
    }
  }

  private static Class<? extends Policy> policyClass(SettingValue value) {
    Class<? extends Policy> type = ((Class<?>) value.value()).asSubclass(Policy.class);
    try {
      Explorer.create().policy(type);
      return type;
    } catch (IllegalArgumentException e) {
      throw value.wrong("a class that policies can be made of (" + e.getMessage() + ")", e);
    }
  }

  // ---- what has no effect -------------------------------------------------------------------

  private void refuseIdle(Exploring exploring) {
    boolean all = exploring.wantsAll();
    if (!exploring.isSearch()) {
      boolean decides = exploring.policy().isPresent() || exploring.policyClass() != null;
      if (!decides) {
        refuse("seed", ONCE_IN_ORDER, DECIDE_OR_REMOVE);
        refuseIfSet("earlyTimeouts", ONCE_IN_ORDER, DECIDE_OR_REMOVE);
      }
      if (exploring.policy().filter(PORTFOLIO::equals).isPresent()) {
        refuse(
            "policy", ONCE + ", and the portfolio's first is the default order", SEARCH_OR_REMOVE);
      }
      if (exploring.threads() > 1) {
        refuse("threads", ONCE, SEARCH_OR_REMOVE);
      }
    } else if (all) {
      refuse("seed", "a search of all schedules draws nothing at random", "Remove it");
    }
    if (!all) {
      refuseIfSet(
          "acceptIncomplete",
          "only a search of all schedules can be incomplete",
          "Say 'exhaustive' or 'maxDeviations' too, or remove it");
    }
  }

  private void refuseIfSet(String attribute, String why, String remedy) {
    if (said.isSet(attribute)) {
      refuse(attribute, why, remedy);
    }
  }

  private void refuse(String attribute, String why, String remedy) {
    Optional<SettingValue> idle = said.nearest(attribute);
    if (idle.isPresent() && !said.isForOthers(attribute, DECIDING)) {
      throw idle.get().idle(why, remedy);
    }
  }

  // ---- what configuration parameters say ----------------------------------------------------

  /** What they change of an exploration. A wrong one is refused by all tests. */
  private Exploring configured(Exploring said) {
    Optional<Long> schedules = parameter("heddle.schedules").map(SettingValue::positive);
    Optional<Duration> time = parameter("heddle.time").map(SettingValue::positiveDuration);
    Optional<Long> seed = parameter("heddle.seed").map(SettingValue::number);
    Optional<Integer> threads = parameter("heddle.threads").map(SettingValue::positiveInt);
    Which which =
        parameter("heddle.policy")
            .map(value -> Which.named(policy(value)))
            .orElse(
                new Which(
                    said.exhaustive(), said.maxDeviations(), said.policy(), said.policyClass()));
    if (!said.isSearch()) {
      return said;
    }
    return new Exploring(
        said.schedules().isPresent() && schedules.isPresent()
            ? OptionalLong.of(schedules.get())
            : said.schedules(),
        which.exhaustive(),
        which.maxDeviations(),
        time.or(said::time),
        which.policy(),
        which.policyClass(),
        seed.orElse(said.seed()),
        threads.orElse(said.threads()),
        said.acceptIncomplete());
  }

  private Optional<SettingValue> parameter(String name) {
    return Settings.parameter(context, name);
  }
}
