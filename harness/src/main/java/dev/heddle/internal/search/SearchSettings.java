package dev.heddle.internal.search;

import dev.heddle.internal.settings.Format;
import dev.heddle.internal.settings.Setting;
import dev.heddle.internal.settings.Settings;
import dev.heddle.verdict.Problem;
import java.time.Duration;
import java.util.Set;

/** What can be set about a search; {@code Explorer} says what each means. */
public final class SearchSettings {
  private static final String WHICH = "which schedules to run";

  /** How many schedules at most. */
  public static final Setting<Long> SCHEDULES = Setting.of("schedules", 1_000L, Format.POSITIVE);

  /** How long at most, in real time. */
  public static final Setting<Duration> TIME =
      Setting.of("time", Duration.ofNanos(Long.MAX_VALUE), Format.POSITIVE_DURATION);

  /** How many steps at most, over all schedules. */
  public static final Setting<Long> STEPS = Setting.of("steps", Long.MAX_VALUE, Format.POSITIVE);

  /** Every schedule there is. */
  public static final Setting<Boolean> EXHAUSTIVE =
      Setting.choice(WHICH, "exhaustive", false, Format.FLAG);

  /** Every schedule with so many deviations at most. */
  public static final Setting<Integer> MAX_DEVIATIONS =
      Setting.choice(WHICH, "maxDeviations", Integer.MAX_VALUE, Format.count("deviations"));

  /** The schedules of a policy. */
  public static final Setting<PolicyChoice> POLICY =
      Setting.choice(WHICH, "policy", PolicyChoice.PORTFOLIO, PolicyChoice.FORMAT);

  /** The seed of what is drawn at random. */
  public static final Setting<Long> SEED = Setting.of("seed", 0L, Format.NUMBER);

  /** On how many threads. */
  public static final Setting<Integer> THREADS = Setting.of("threads", 1, Format.POSITIVE_INT);

  /** Whether static state is put back before each schedule. */
  public static final Setting<Boolean> FRESH_STATICS =
      Setting.of("freshStatics", true, Format.FLAG);

  /** From which decision on a run goes in the default order, which is fair. */
  public static final Setting<Integer> DECISION_LIMIT =
      Setting.of("decisionLimit", 10_000, Format.POSITIVE_INT);

  /** Whether a search of all schedules may pass though it did not end. */
  public static final Setting<Boolean> ACCEPT_INCOMPLETE =
      Setting.of("acceptIncomplete", false, Format.FLAG);

  /** How many runs shrinking and explaining may take. */
  public static final Setting<Integer> SHRINK_RUNS =
      Setting.of("shrinkRuns", 20_000, Format.POSITIVE_INT);

  /** Problems that are no failure. */
  public static final Setting<Set<Problem.Kind>> TOLERATE =
      Setting.of("tolerate", Set.of(), Format.object("kinds of problems"));

  private static final String ALL = "exhaustive";
  private static final String BOUNDED = "deviations:";

  private SearchSettings() {}

  /**
   * Sets the policy of a name. Two names are searches: {@code exhaustive} and {@code
   * deviations:NUMBER} set {@link #EXHAUSTIVE} and {@link #MAX_DEVIATIONS}.
   *
   * @param origin where the name is from, for messages
   * @throws IllegalArgumentException if there is no such policy
   */
  public static Settings withPolicy(Settings settings, String name, String origin) {
    PolicyChoice policy = POLICY.read(name, origin);
    if (policy.name().equals(ALL)) {
      return settings.with(EXHAUSTIVE, true, origin);
    }
    if (policy.name().startsWith(BOUNDED)) {
      String number = policy.name().substring(BOUNDED.length());
      return settings.with(MAX_DEVIATIONS, MAX_DEVIATIONS.read(number, origin), origin);
    }
    return settings.with(POLICY, policy, origin);
  }

  /** Whether all schedules, or all with so many deviations, are wanted. */
  public static boolean wantsAll(Settings settings) {
    return settings.get(EXHAUSTIVE) || settings.isSet(MAX_DEVIATIONS);
  }
}
