package dev.heddle.internal.agent;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Classes that were to be transformed and could not be, which therefore see what is real. */
final class Untransformed {
  /** Why, by the class's internal name; the first reason counts. */
  private final ConcurrentHashMap<String, Throwable> reasons = new ConcurrentHashMap<>();

  void add(String name, Throwable reason) {
    reasons.putIfAbsent(name, reason);
  }

  /** Why, by the class's name, in one order. */
  SortedMap<String, Throwable> all() {
    SortedMap<String, Throwable> all = new TreeMap<>();
    reasons.forEach((name, reason) -> all.put(name.replace('/', '.'), reason));
    return all;
  }

  boolean isEmpty() {
    return reasons.isEmpty();
  }
}
