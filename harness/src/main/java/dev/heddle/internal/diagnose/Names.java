package dev.heddle.internal.diagnose;

import dev.heddle.internal.diagnose.ThreadWait.Thing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Names the things in a report. Things of the same kind are numbered in the order in which they are
 * noted, as their identities differ between runs; the only one of its kind has no number.
 */
final class Names {
  /** Names without numbers. */
  static final Names NONE = new Names();

  /** The things of each kind, in the order of their numbers. */
  private final Map<String, List<Object>> things = new LinkedHashMap<>();

  /** Gives a thing its number, unless it has one. */
  void note(Thing thing) {
    List<Object> same = things.computeIfAbsent(thing.kind(), kind -> new ArrayList<>());
    if (numberOf(same, thing.object()) < 0) {
      same.add(thing.object());
    }
  }

  /** The name of a thing, such as {@code Account} or {@code Account#2}. */
  String of(Thing thing) {
    List<Object> same = things.getOrDefault(thing.kind(), List.of());
    int number = numberOf(same, thing.object());
    return same.size() > 1 && number >= 0 ? thing.kind() + "#" + (number + 1) : thing.kind();
  }

  private static int numberOf(List<Object> objects, Object object) {
    for (int i = 0; i < objects.size(); i++) {
      if (objects.get(i) == object) {
        return i;
      }
    }
    return -1;
  }
}
