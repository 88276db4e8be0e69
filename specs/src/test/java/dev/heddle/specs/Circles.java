package dev.heddle.specs;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Top-level types that know each other, perhaps by way of others: the strongly connected components
 * of who knows whom.
 *
 * @param all their names
 */
record Circles(List<Set<String>> all) {
  static Circles of(Map<JavaClass, Set<JavaClass>> knows) {
    Map<String, Set<String>> names = new HashMap<>();
    knows.forEach(
        (type, others) ->
            others.forEach(
                other -> names.computeIfAbsent(top(type), t -> new HashSet<>()).add(top(other))));
    names.values().forEach(others -> others.retainAll(names.keySet()));
    List<Set<String>> circles = new ArrayList<>();
    Set<String> left = new TreeSet<>(names.keySet());
    while (!left.isEmpty()) {
      String first = left.iterator().next();
      Set<String> circle = reached(first, names);
      circle.removeIf(other -> !reached(other, names).contains(first));
      circle.add(first);
      left.removeAll(circle);
      circles.add(circle);
    }
    return new Circles(circles);
  }

  private static String top(JavaClass type) {
    return type.getEnclosingClass().map(Circles::top).orElse(type.getName());
  }

  private static Set<String> reached(String from, Map<String, Set<String>> names) {
    Set<String> reached = new TreeSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(from));
    while (!open.isEmpty()) {
      for (String next : names.getOrDefault(open.remove(), Set.of())) {
        if (reached.add(next)) {
          open.add(next);
        }
      }
    }
    return reached;
  }

  /** The one with the most types. */
  Set<String> largest() {
    return all.stream().max(Comparator.comparingInt(Set::size)).orElseThrow();
  }
}
