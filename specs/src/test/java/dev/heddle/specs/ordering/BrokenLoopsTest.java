package dev.heddle.specs.ordering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.sessions.JqwikSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A rule that no broken loop violates is not a rule. */
class BrokenLoopsTest {
  /** How often jqwik tries a property unless it is told otherwise. */
  private static final int TRIES = 1_000;

  private static final long SEED = 42;

  static Stream<Rule> rules() {
    return Rules.all().stream();
  }

  /** Within the default number of tries the property fails on the loop that breaks it. */
  @ParameterizedTest
  @MethodSource("rules")
  void brokenLoopIsCaught(Rule rule) {
    JqwikSession.run(
        () -> {
          Random random = new Random(SEED);
          RandomGenerator<List<Op>> programs = Drawn.programs().generator(TRIES, true);
          RandomGenerator<List<Integer>> choices = Drawn.choices().generator(TRIES, true);
          boolean caught = false;
          for (int i = 0; i < TRIES && !caught; i++) {
            caught =
                !rule.holdsOnBroken(programs.next(random).value(), choices.next(random).value());
          }
          assertTrue(caught, "A loop that " + rule.broken() + " was not caught: " + rule);
        });
  }

  /** There are at least thirty, and each has a property of its own. */
  @Test
  void everyRuleHasAProperty() {
    Set<String> properties = new HashSet<>();
    for (var method : OrderingRulesTest.class.getDeclaredMethods()) {
      if (method.isAnnotationPresent(net.jqwik.api.Property.class)) {
        properties.add(method.getName());
      }
    }
    Set<String> rules = new HashSet<>();
    Rules.all().forEach(rule -> rules.add(camelCase(rule.name())));
    Set<String> without = new TreeSet<>(rules);
    without.removeAll(properties);
    assertEquals(Set.of(), without, "Rules without a property in OrderingRulesTest");
    properties.removeAll(rules);
    assertEquals(Set.of(), properties, "Properties without a rule in Rules");
    assertTrue(rules.size() >= 30, "rules: " + rules.size());
  }

  private static String camelCase(String name) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      boolean starts = i > 0 && name.charAt(i - 1) == '-';
      char letter = name.charAt(i);
      text.append(starts ? Character.toUpperCase(letter) : letter);
    }
    return text.toString().replace("-", "");
  }
}
