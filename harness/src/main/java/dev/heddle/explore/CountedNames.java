package dev.heddle.explore;

import dev.heddle.trace.Step;
import dev.heddle.trace.Trace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Names whose numbers go on counting from run to run, as libraries draw them from counters, system
 * properties and hash codes that outlive a run. No such name is in both of two runs; a name that is
 * in both means the same thing in both.
 */
final class CountedNames {
  private static final Pattern NUMBER = Pattern.compile("[0-9]+");

  private CountedNames() {}

  /**
   * The steps of {@code one}, with each name that only {@code one} has replaced by one that only
   * {@code other} has. The two names differ in numbers alone, and are matched in order of
   * appearance.
   */
  static List<Step> renamed(Trace one, Trace other) {
    Map<String, String> names = names(one, other);
    if (names.isEmpty()) {
      return one.steps();
    }
    List<Step> steps = new ArrayList<>();
    for (Step step : one.steps()) {
      steps.add(
          new Step(
              step.time(),
              step.iteration(),
              names.getOrDefault(step.who(), step.who()),
              step.end(),
              renamed(step.detail(), names),
              step.decision(),
              step.site()));
    }
    return steps;
  }

  private static String renamed(String detail, Map<String, String> names) {
    String renamed = detail;
    for (Map.Entry<String, String> name : names.entrySet()) {
      renamed = renamed.replace(name.getKey(), name.getValue());
    }
    return renamed;
  }

  private static Map<String, String> names(Trace one, Trace other) {
    Set<String> ones = names(one);
    Set<String> others = names(other);
    Set<String> left = new LinkedHashSet<>(others);
    left.removeAll(ones);
    Map<String, String> names = new LinkedHashMap<>();
    for (String name : ones) {
      if (!others.contains(name)) {
        left.stream()
            .filter(next -> withoutNumbers(next).equals(withoutNumbers(name)))
            .findFirst()
            .ifPresent(
                next -> {
                  names.put(name, next);
                  left.remove(next);
                });
      }
    }
    return names;
  }

  /** In the order in which they come. */
  private static Set<String> names(Trace trace) {
    Set<String> names = new LinkedHashSet<>();
    trace.steps().forEach(step -> names.add(step.who()));
    return names;
  }

  private static String withoutNumbers(String name) {
    return NUMBER.matcher(name).replaceAll("#");
  }
}
