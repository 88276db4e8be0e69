package dev.heddle.specs.judge;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON value of a program and where it is.
 *
 * @param value the value, as {@link Json} reads it
 * @param position where it is
 */
record Node(@Nullable Object value, Position position) {
  /** Keeps sums of times below the end of virtual time, at 9.2 thousand million ticks. */
  static final long MOST_TICKS = 1_000_000;

  private static final int LONGEST_QUOTE = 60;

  boolean isNull() {
    return value == null;
  }

  String string(String what) {
    if (value instanceof String string) {
      return string;
    }
    throw isNot(what);
  }

  boolean bool() {
    if (value instanceof Boolean bool) {
      return bool;
    }
    throw isNot("true or false");
  }

  long count() {
    if (value instanceof Long count && count >= 0) {
      return count;
    }
    throw isNot("an integer from 0 on");
  }

  long ticks(long least) {
    if (value instanceof Long ticks && ticks >= least && ticks <= MOST_TICKS) {
      return ticks;
    }
    throw isNot("a number of ticks, an integer from " + least + " to " + MOST_TICKS);
  }

  /** A value of the language that a program may contain. */
  @Nullable Object scalar() {
    if (value instanceof List || value instanceof Map || value instanceof BigDecimal) {
      throw isNot("a value: an integer, a string or null");
    }
    return value;
  }

  List<Node> array(String what) {
    if (!(value instanceof List<?> list)) {
      throw isNot(what);
    }
    List<Node> nodes = new ArrayList<>(list.size());
    for (Object element : list) {
      nodes.add(new Node(element, new Position(position, nodes.size())));
    }
    return nodes;
  }

  Map<String, Node> object(String what) {
    if (!(value instanceof Map<?, ?> map)) {
      throw isNot(what);
    }
    Map<String, Node> nodes = new LinkedHashMap<>();
    map.forEach((key, v) -> nodes.put((String) key, new Node(v, new Position(position, key))));
    return nodes;
  }

  /** The error that this is not what it has to be. */
  BadInput isNot(String what) {
    String text = JsonText.of(value);
    String quoted = text.length() > LONGEST_QUOTE ? text.substring(0, LONGEST_QUOTE) + "..." : text;
    return error("should be " + what + ", and is " + quoted);
  }

  /** An error at this place. */
  BadInput error(String message) {
    return new BadInput(position + ": " + message);
  }
}
