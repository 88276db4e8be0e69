package dev.heddle.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.heddle.Loop;
import dev.heddle.Task;
import dev.heddle.Tasks;
import dev.heddle.explore.IncompleteError;
import dev.heddle.schedule.Decision;
import dev.heddle.schedule.Policy;
import dev.heddle.testing.EarlyTimeouts;
import dev.heddle.testing.Explore;
import dev.heddle.testing.ShownSteps;
import dev.heddle.testing.StepLimit;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;

/** Every setting of a search does what it says, or is refused with the place and the remedy. */
class SearchSettingsTest {
  /** How often each test has run. */
  private static final Map<String, Integer> RUNS = new ConcurrentHashMap<>();

  /** In which orders the two tasks of each test have gone. */
  private static final Map<String, List<String>> ORDERS = new ConcurrentHashMap<>();

  @BeforeEach
  void reset() {
    RUNS.clear();
    ORDERS.clear();
  }

  /** How a configuration error is to go on behind the place. */
  @Retention(RetentionPolicy.RUNTIME)
  @interface Refused {
    String value();
  }

  /** How many schedules a test is to pass in; 1: it is run once, and not searched. */
  @Retention(RetentionPolicy.RUNTIME)
  @interface Runs {
    int value();
  }

  /** Base of the fixtures: each test has two schedules. */
  abstract static class Fixture {
    void go(Loop loop, TestInfo test) {
      String name = test.getTestMethod().orElseThrow().getName();
      StringBuilder order = new StringBuilder();
      Task<?> a = loop.createTask(() -> order.append('a'));
      Task<?> b = loop.createTask(() -> order.append('b'));
      Tasks.gather(List.of(a, b)).await();
      RUNS.merge(name, 1, Integer::sum);
      ORDERS.computeIfAbsent(name, key -> new ArrayList<>()).add(order.toString());
    }
  }

  /** Takes the last, and so is seen. */
  public static final class Last implements Policy {
    private final long seed;

    /** Made by Heddle. */
    public Last(long seed) {
      this.seed = seed;
    }

    @Override
    public int choose(Decision decision) {
      return seed == 7 ? decision.size() - 1 : 0;
    }
  }

  /** Takes the last too. */
  public static final class Unseeded implements Policy {
    @Override
    public int choose(Decision decision) {
      return decision.size() - 1;
    }
  }

  private static final String SEARCH =
      "Say 'schedules', 'time', 'exhaustive' or 'maxDeviations' too, or remove it.";

  private static final String DECIDE =
      "Say 'schedules', 'time', 'exhaustive', 'maxDeviations' or 'policy' too, or remove it.";

  private static final String IN_ORDER =
      "has no effect: the test is run once, in the default order. " + DECIDE;

  static class Table extends Fixture {
    // ---- numbers ----------------------------------------------------------------------------

    @HeddleTest(schedules = -1)
    @Refused("'schedules' must be a positive number, and is [-1].")
    void negativeSchedules(Loop loop, TestInfo test) {
      go(loop, test);
    }

    @HeddleTest
    @Explore(threads = 0)
    @Refused("'threads' must be a positive number, up to 2147483647, and is [0].")
    void noCarriers(Loop loop, TestInfo test) {
      go(loop, test);
    }

    @HeddleTest(schedules = 2)
    @Explore(threads = -1)
    @Refused("'threads' must be a positive number, up to 2147483647, and is [-1].")
    void negativeCarriers(Loop loop, TestInfo test) {
      go(loop, test);
    }

    @HeddleTest
    @Explore(maxDeviations = -1)
    @Refused("'maxDeviations' must be a number of deviations, 0 or more, and is [-1].")
    void negativeBound(Loop loop, TestInfo test) {
      go(loop, test);
    }

    @HeddleTest
    @Explore(time = 0)
    @Refused("'time' must be a positive duration, such as 30 s or PT30S, and is [PT0S].")
    void noTime(Loop loop, TestInfo test) {
      go(loop, test);
    }

    @HeddleTest
    @StepLimit(0)
    @Refused("@StepLimit must be a positive number, and is [0].")
    void noStepLimit(Loop loop, TestInfo test) {
      go(loop, test);
    }

    @HeddleTest
    @ShownSteps(-1)
    @Refused("@ShownSteps must be a number of steps, 0 or more, and is [-1].")
    void negativeSteps(Loop loop, TestInfo test) {
      go(loop, test);
    }

    // ---- one run ----------------------------------------------------------------------------

    @HeddleTest
    @Explore(seed = 7)
    @Refused("'seed' " + IN_ORDER)
    void seed(Loop loop, TestInfo test) {
      go(loop, test);
    }

    @HeddleTest
    @EarlyTimeouts
    @Refused("@EarlyTimeouts " + IN_ORDER)
    void earlyTimeouts(Loop loop, TestInfo test) {
      go(loop, test);
    }

    @HeddleTest
    @Explore(threads = 2)
    @Refused("'threads' has no effect: the test is run once. " + SEARCH)
    void threads(Loop loop, TestInfo test) {
      go(loop, test);
    }

    @HeddleTest
    @Explore(policy = "random", threads = 2)
    @Refused("'threads' has no effect: the test is run once. " + SEARCH)
    void carriersOfAPolicy(Loop loop, TestInfo test) {
      go(loop, test);
    }

    @HeddleTest
    @Explore(acceptIncomplete = true)
    @Refused(
        "'acceptIncomplete' has no effect: only a search of all schedules can be incomplete. Say"
            + " 'exhaustive' or 'maxDeviations' too, or remove it.")
    void acceptIncomplete(Loop loop, TestInfo test) {
      go(loop, test);
    }

    @HeddleTest
    @Explore(policy = "portfolio")
    @Refused(
        "'policy' has no effect: the test is run once, and the portfolio's first is the default order. "
            + SEARCH)
    void portfolio(Loop loop, TestInfo test) {
      go(loop, test);
    }

    @HeddleTest
    @Explore(policy = "lifo")
    @Runs(1)
    void policy(Loop loop, TestInfo test) {
      go(loop, test);
    }

    @HeddleTest
    @Explore(policy = "random", seed = 7)
    @EarlyTimeouts
    @Runs(1)
    void seedOfAPolicy(Loop loop, TestInfo test) {
      go(loop, test);
    }

    @HeddleTest
    @Explore(policyClass = Last.class, seed = 7)
    @Runs(1)
    void policyClass(Loop loop, TestInfo test) {
      go(loop, test);
    }

    @HeddleTest
    @Explore(policyClass = Unseeded.class)
    @Runs(1)
    void policyClassWithoutSeed(Loop loop, TestInfo test) {
      go(loop, test);
    }

    @HeddleTest(exhaustive = false)
    @Explore(threads = 1, acceptIncomplete = false, seed = 0)
    @Runs(1)
    void nothingMoreThanUsual(Loop loop, TestInfo test) {
      go(loop, test);
    }

    // ---- searches ---------------------------------------------------------------------------

    @HeddleTest(schedules = 3)
    @Explore(seed = 7, threads = 1)
    @EarlyTimeouts
    @Runs(3)
    void sample(Loop loop, TestInfo test) {
      go(loop, test);
    }

    @HeddleTest(schedules = 50, exhaustive = true)
    @Explore(threads = 1)
    @Runs(2)
    void exhaustiveOfAtMost(Loop loop, TestInfo test) {
      go(loop, test);
    }

    @HeddleTest(schedules = 50)
    @Explore(maxDeviations = 1, acceptIncomplete = true)
    @Runs(2)
    void withinOfAtMost(Loop loop, TestInfo test) {
      go(loop, test);
    }

    @HeddleTest
    @Explore(policy = "exhaustive")
    @Runs(2)
    void exhaustiveByName(Loop loop, TestInfo test) {
      go(loop, test);
    }

    @HeddleTest
    @Explore(policy = "deviations:1")
    @Runs(2)
    void withinByName(Loop loop, TestInfo test) {
      go(loop, test);
    }

    @HeddleTest(exhaustive = true)
    @Explore(maxDeviations = 2)
    @Refused(
        "'exhaustive' and 'maxDeviations'. Each of them says which schedules to run: keep one.")
    void exhaustiveWithin(Loop loop, TestInfo test) {
      go(loop, test);
    }

    @HeddleTest(schedules = 5, exhaustive = true)
    @Explore(maxDeviations = 2)
    @Refused(
        "'exhaustive' and 'maxDeviations'. Each of them says which schedules to run: keep one.")
    void allThree(Loop loop, TestInfo test) {
      go(loop, test);
    }

    @HeddleTest
    @Explore(maxDeviations = 2, policy = "pct", policyClass = Last.class)
    @Refused("'policy' and 'policyClass'. Each of them says which schedules to run: keep" + " one.")
    void threeWays(Loop loop, TestInfo test) {
      go(loop, test);
    }

    @HeddleTest(exhaustive = true)
    @Explore(policy = "exhaustive")
    @Refused("'exhaustive' and 'policy'. Each of them says which schedules to run: keep one.")
    void exhaustiveTwice(Loop loop, TestInfo test) {
      go(loop, test);
    }

    @HeddleTest
    @Explore(maxDeviations = 2, policy = "deviations:3")
    @Refused("'maxDeviations' and 'policy'. Each of them says which schedules to run: keep one.")
    void twoBounds(Loop loop, TestInfo test) {
      go(loop, test);
    }

    @HeddleTest(schedules = 2)
    @Explore(schedules = 3)
    @Refused("'schedules' and 'schedules'. Each of them says 'schedules': keep one.")
    void schedulesTwice(Loop loop, TestInfo test) {
      go(loop, test);
    }

    @HeddleTest(exhaustive = true)
    @Explore(seed = 7)
    @Refused("'seed' has no effect: a search of all schedules draws nothing at random. Remove it.")
    void seedOfAll(Loop loop, TestInfo test) {
      go(loop, test);
    }

    @HeddleTest(schedules = 2)
    @Explore(acceptIncomplete = true)
    @Refused(
        "'acceptIncomplete' has no effect: only a search of all schedules can be incomplete. Say"
            + " 'exhaustive' or 'maxDeviations' too, or remove it.")
    void incompleteSample(Loop loop, TestInfo test) {
      go(loop, test);
    }
  }

  /** What each test came to, by its method's name; null: it passed. */
  private static Map<String, Throwable> run(Class<?> fixture, String... configuration) {
    Map<String, Throwable> failures = new TreeMap<>();
    Kit.run(fixture, configuration)
        .testEvents()
        .finished()
        .list()
        .forEach(
            event -> {
              MethodSource source =
                  (MethodSource) event.getTestDescriptor().getSource().orElseThrow();
              failures.put(
                  source.getMethodName(),
                  event.getRequiredPayload(TestExecutionResult.class).getThrowable().orElse(null));
            });
    return failures;
  }

  /** A search runs each of its first schedules again, to compare, and the first one at its end. */
  private static int runs(int schedules) {
    return schedules == 1 ? 1 : 2 * schedules + 1;
  }

  private static void assertTable(Class<?> table) {
    Map<String, Throwable> failures = run(table);
    for (Method test : table.getDeclaredMethods()) {
      Throwable failure = failures.get(test.getName());
      Refused refused = test.getAnnotation(Refused.class);
      if (refused == null) {
        assertEquals(null, failure, test.getName());
        assertEquals(
            runs(test.getAnnotation(Runs.class).value()), RUNS.get(test.getName()), test.getName());
      } else {
        assertInstanceOf(ExtensionConfigurationException.class, failure, test.getName());
        String place = "( of @[A-Za-z]+)? on " + Pattern.quote("[" + test + "]");
        assertEquals(
            refused.value(),
            failure.getMessage().replace("Configuration error: ", "").replaceAll(place, ""));
        assertEquals(null, RUNS.get(test.getName()), test.getName());
      }
    }
    assertEquals(table.getDeclaredMethods().length, failures.size());
  }

  @Test
  void everyCombination() {
    assertTable(Table.class);
    for (String backwards : List.of("policy", "policyClass", "policyClassWithoutSeed")) {
      assertEquals(List.of("ba"), ORDERS.get(backwards), backwards);
    }
    assertEquals(List.of("ab"), ORDERS.get("nothingMoreThanUsual"));
  }

  /** The whole message, with what and where. */
  @Test
  void placeOfWhatHasNoEffect() {
    assertEquals(
        "Configuration error: 'seed' of @Explore on [void"
            + " dev.heddle.junit.SearchSettingsTest$Table.seed(dev.heddle.Loop,org.junit.jupiter.api.TestInfo)]"
            + " has no effect: the test is run once, in the default order. "
            + DECIDE,
        run(Table.class).get("seed").getMessage());
  }

  // ---- all that a search by a policy's name may come to -----------------------------------------

  static class Truncated extends Fixture {
    @HeddleTest(schedules = 1)
    @Explore(policy = "exhaustive")
    void test(Loop loop, TestInfo test) {
      go(loop, test);
    }
  }

  /** By name or by attribute, a search of all schedules that was cut short is no pass. */
  @Test
  void exhaustiveByNameIsIncompleteToo() {
    assertInstanceOf(IncompleteError.class, Kit.failureOf(Truncated.class));
  }

  // ---- classes ----------------------------------------------------------------------------

  @Heddle
  @Explore(seed = 7, threads = 2, acceptIncomplete = true)
  @EarlyTimeouts
  static class ForThoseThatSearch extends Fixture {
    @Test
    void once(Loop loop, TestInfo test) {
      go(loop, test);
    }

    @Nested
    class Inner {
      @HeddleTest(schedules = 2)
      void searches(Loop loop, TestInfo test) {
        go(loop, test);
      }
    }
  }

  /** A class says it for those of its tests that it fits. */
  @Test
  void ofAClassThatHasTestsThatSearch() {
    Kit.passes(2, ForThoseThatSearch.class);
    assertEquals(Map.of("once", 1, "searches", runs(2)), RUNS);
  }

  @Heddle
  @Explore(seed = 7)
  static class ForNone extends Fixture {
    @Test
    void once(Loop loop, TestInfo test) {
      go(loop, test);
    }
  }

  @Test
  void ofAClassThatHasNone() {
    assertEquals(
        "Configuration error: 'seed' of @Explore on [" + ForNone.class + "] " + IN_ORDER,
        Kit.failureOf(ForNone.class).getMessage());
  }

  @Heddle
  @Explore(exhaustive = true)
  static class OverriddenByMethod extends Fixture {
    @HeddleTest(schedules = 3)
    @Explore(policy = "random")
    void sample(Loop loop, TestInfo test) {
      go(loop, test);
    }

    @HeddleTest
    void all(Loop loop, TestInfo test) {
      go(loop, test);
    }
  }

  @Test
  void aMethodSaysSomethingElseThanItsClass() {
    Kit.passes(2, OverriddenByMethod.class);
    assertEquals(Map.of("all", runs(2), "sample", runs(3)), RUNS);
  }

  // ---- replays ----------------------------------------------------------------------------

  static class Replayed extends Fixture {
    @HeddleTest(replay = "h1.AAAA")
    @Explore(seed = 7, threads = 2)
    void test(Loop loop, TestInfo test) {
      go(loop, test);
    }
  }

  /** The rest of a search stays where somebody has put a token for a while. */
  @Test
  void whatAReplayLeavesAside() {
    String message = Kit.failureOf(Replayed.class).getMessage();
    assertEquals(
        "'replay' of @HeddleTest on ",
        message.replaceAll("Configuration error: (.*)\\[void.*", "$1"));
  }

  // ---- configuration parameters -----------------------------------------------------------

  static class Once extends Fixture {
    @HeddleTest
    void once(Loop loop, TestInfo test) {
      go(loop, test);
    }
  }

  static class Sample extends Fixture {
    @HeddleTest(schedules = 5)
    void sample(Loop loop, TestInfo test) {
      go(loop, test);
    }
  }

  /** They are for all tests of a build, and leave alone those that do not search. */
  @Test
  void parametersLeaveSingleRunsAlone() {
    String[] all = {
      "heddle.schedules", "4", "heddle.time", "PT1H", "heddle.policy", "lifo",
      "heddle.seed", "7", "heddle.threads", "1", "heddle.summary", "none"
    };
    Kit.passes(1, Once.class, all);
    Kit.passes(1, Sample.class, all);
    assertEquals(Map.of("once", 1, "sample", runs(4)), RUNS);
    assertEquals(List.of("ab"), ORDERS.get("once"));
    assertEquals(Collections.nCopies(runs(4), "ba"), ORDERS.get("sample"));
  }

  @Test
  void parameterThatNamesAnExhaustiveSearch() {
    Kit.passes(1, Sample.class, "heddle.policy", "exhaustive");
    assertEquals(Map.of("sample", runs(2)), RUNS);
  }

  /** A wrong one is told by every test, not only by those that it is for. */
  @Test
  void wrongParameters() {
    for (Class<?> fixture : List.of(Once.class, Sample.class)) {
      assertWrong(fixture, "heddle.schedules", "0", "a positive number");
      assertWrong(fixture, "heddle.time", "PT0S", "a positive duration, such as 30 s or PT30S");
      assertWrong(fixture, "heddle.seed", "seven", "a number");
      assertWrong(fixture, "heddle.threads", "-1", "a positive number, up to 2147483647");
      assertWrong(fixture, "heddle.threads", "4294967297", "a positive number, up to 2147483647");
      assertWrong(fixture, "heddle.lenientReplay", "yes", "[true] or [false]");
      assertWrong(fixture, "heddle.summary", "short", "[line] or [none]");
      assertWrong(
          fixture,
          "heddle.policy",
          "fair",
          "the name of a policy (There is no policy [fair]. There are: portfolio, fifo, lifo,"
              + " round-robin, random, pct, pct:DEPTH, pos, urw, surw, rff, delays, delays:NUMBER,"
              + " preemptions, preemptions:NUMBER, exhaustive, deviations:NUMBER.)");
    }
    assertEquals(Map.of(), RUNS);
  }

  private static void assertWrong(Class<?> fixture, String name, String value, String wanted) {
    Throwable failure = Kit.failureOf(fixture, name, value);
    assertInstanceOf(ExtensionConfigurationException.class, failure);
    assertEquals(
        "Configuration error: configuration parameter ["
            + name
            + "] must be "
            + wanted
            + ", and is ["
            + value
            + "].",
        failure.getMessage());
  }
}
