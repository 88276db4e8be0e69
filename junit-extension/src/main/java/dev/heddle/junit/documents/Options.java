package dev.heddle.junit.documents;

import dev.heddle.internal.search.SearchSettings;
import dev.heddle.internal.settings.Setting;
import dev.heddle.internal.settings.Settings;
import dev.heddle.schedule.Policies;
import dev.heddle.schedule.Policy;
import dev.heddle.schedule.Schedule;
import dev.heddle.verdict.Problem;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What the line of a program's fence says.
 *
 * @param name of the program
 * @param eager whether tasks are started eagerly
 * @param policy by name, or the token of a schedule
 * @param time the virtual time that the program takes
 * @param thrown the class of what it throws, with or without its package
 * @param problems what is to be told of it
 * @param loop which loop it runs on
 * @param search the bounds of a search
 */
record Options(
    Optional<String> name,
    boolean eager,
    Optional<String> policy,
    Optional<Duration> time,
    Optional<String> thrown,
    Set<Problem.Kind> problems,
    OnLoop loop,
    Settings search) {
  /** The names that options have. */
  static final List<String> NAMES =
      List.of("name", "policy", "time", "throws", "problem", "loop", "schedules", "maxDeviations");

  private static final String EAGER = "eager";

  /** How the tokens of schedules begin, without scheduling points and with them. */
  private static final Pattern TOKEN = Pattern.compile("h[12]\\..*");

  /** Policies whose first schedule is the default order. */
  private static final Set<String> SEARCHES = Set.of("portfolio", "exhaustive", "deviations");

  /** Which loop a program runs on. */
  enum OnLoop {
    /** One of its own. */
    ONE,
    /** One that may be run inside itself. */
    NESTED,
    /** None: it makes its loops itself. */
    NONE
  }

  /**
   * Reads what follows {@code java run}.
   *
   * @throws IllegalArgumentException if that is no option, with the remedy
   */
  static Options of(InfoString info) {
    info.wordsFrom(2).forEach(Options::refuse);
    Map<String, String> values = info.values();
    values.keySet().stream().filter(name -> !NAMES.contains(name)).forEach(Options::refuse);
    Optional<String> policy = value(values, "policy");
    boolean eager = policy.filter(EAGER::equals).isPresent();
    return new Options(
        value(values, "name"),
        eager,
        policy.filter(name -> !eager).map(Options::policy),
        value(values, "time").map(text -> read("time", text, "a time such as [1m30s]", Times::of)),
        value(values, "throws"),
        value(values, "problem").map(Options::problems).orElse(Set.of()),
        value(values, "loop").map(Options::loop).orElse(OnLoop.ONE),
        bound(SearchSettings.SCHEDULES, value(values, "schedules").map(Options::ungrouped))
            .and(bound(SearchSettings.MAX_DEVIATIONS, value(values, "maxDeviations"))));
  }

  private static <T> Settings bound(Setting<T> setting, Optional<String> value) {
    return value
        .map(
            text -> Settings.NONE.with(setting, setting.read(text, "The option [" + setting + "]")))
        .orElse(Settings.NONE);
  }

  /** Digits may be in groups: 10_000. */
  private static String ungrouped(String number) {
    return number.replace("_", "").replace(",", "");
  }

  private static Optional<String> value(Map<String, String> values, String name) {
    return Optional.ofNullable(values.get(name));
  }

  private static void refuse(String option) {
    throw new IllegalArgumentException(
        "There is no option ["
            + option
            + "] of a program. There are: "
            + String.join(", ", NAMES)
            + ", each followed by [=] and a value.");
  }

  private static <T> T read(String name, String text, String wanted, Function<String, T> reader) {
    try {
      return reader.apply(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "The option [" + name + "] must be " + wanted + ", and is [" + text + "].", e);
    }
  }

  private static String policy(String name) {
    String wanted = "[eager], the name of a policy such as [fifo], or the token of a schedule";
    String known =
        read(
            "policy",
            name,
            wanted,
            text -> {
              if (isToken(text)) {
                Schedule.parse(text);
              } else {
                Policies.named(text, 0);
              }
              return text;
            });
    if (SEARCHES.contains(known.toLowerCase(Locale.ROOT).replaceAll(":.*", ""))) {
      throw new IllegalArgumentException(
          "The policy ["
              + name
              + "] is for many runs, and the program is run once. Say [output always] or [output"
              + " outcomes] in place of it, to search.");
    }
    return known;
  }

  private static boolean isToken(String policy) {
    return TOKEN.matcher(policy).matches();
  }

  private static Set<Problem.Kind> problems(String names) {
    Set<Problem.Kind> kinds = EnumSet.noneOf(Problem.Kind.class);
    String wanted = "kinds of problems, of " + Arrays.toString(Problem.Kind.values());
    for (String name : names.split(",", -1)) {
      kinds.add(read("problem", name, wanted, Problem.Kind::valueOf));
    }
    return kinds;
  }

  private static OnLoop loop(String name) {
    return read(
        "loop",
        name,
        "[one], [nested] or [none]",
        text -> OnLoop.valueOf(text.toUpperCase(Locale.ROOT)));
  }

  /** The policy of a single run; empty: the default order. */
  Optional<Policy> policyOfOneRun() {
    return policy.map(
        name -> isToken(name) ? Policies.replay(Schedule.parse(name)) : Policies.named(name, 0));
  }

  /** Whether there is anything that only a search can do. */
  boolean boundsSearch() {
    return search.isSet(SearchSettings.SCHEDULES) || search.isSet(SearchSettings.MAX_DEVIATIONS);
  }

  /** Whether anything is said about a loop. */
  boolean usesLoop() {
    return eager || policy.isPresent() || time.isPresent() || !problems.isEmpty();
  }
}
