package dev.heddle.specs.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where two results of a program differ, and how that is shown. */
final class Difference {
  private static final String TRACE = "trace";

  /** How many equal events before the first different one are shown, and events after it. */
  private static final int AROUND = 25;

  private static final int COLUMN = 70;

  private final Map<?, ?> expected;
  private final Map<?, ?> actual;
  private final StringBuilder text = new StringBuilder();

  private Difference(Map<?, ?> expected, Map<?, ?> actual) {
    this.expected = expected;
    this.actual = actual;
  }

  /** The difference of two results; null if they are the same. */
  static @Nullable Difference between(@Nullable Object expected, @Nullable Object actual) {
    return Objects.equals(expected, actual)
        ? null
        : new Difference(result(expected), result(actual));
  }

  private static Map<?, ?> result(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of("end", "no result at all");
  }

  /** The program, and both results side by side: the traces around their first difference. */
  String report(@Nullable Object program) {
    text.append("The program\n").append(PrettyJson.of(program)).append("\n\n");
    row(" ", "", "CPython", "Heddle");
    traces(events(expected), events(actual));
    for (String key : List.of("end", "time", "unretrieved", "id")) {
      row(key, expected.get(key), actual.get(key));
    }
    return text.toString();
  }

  private static List<?> events(Map<?, ?> result) {
    return result.get(TRACE) instanceof List<?> events ? events : List.of();
  }

  private void traces(List<?> left, List<?> right) {
    int first = 0;
    while (first < Math.min(left.size(), right.size())
        && Objects.equals(left.get(first), right.get(first))) {
      first++;
    }
    int from = Math.max(0, first - AROUND);
    int to = Math.min(Math.max(left.size(), right.size()), first + AROUND);
    if (from > 0) {
      text.append("... ").append(from).append(" equal events\n");
    }
    for (int i = from; i < to; i++) {
      row(String.valueOf(i), at(left, i), at(right, i));
    }
    int more = Math.max(left.size(), right.size()) - to;
    if (more > 0) {
      text.append("... ").append(more).append(" more events\n");
    }
  }

  private static @Nullable Object at(List<?> list, int index) {
    return index < list.size() ? list.get(index) : null;
  }

  private void row(String name, @Nullable Object left, @Nullable Object right) {
    row(Objects.equals(left, right) ? " " : "!", name, json(left), json(right));
  }

  private void row(String mark, String name, String left, String right) {
    List<String> lefts = parts(left);
    List<String> rights = parts(right);
    for (int i = 0; i < Math.max(lefts.size(), rights.size()); i++) {
      String label = i == 0 ? name : "";
      String format = "%-1s %11s  %-" + COLUMN + "s  %s";
      text.append(
              String.format(format, mark, label, part(lefts, i), part(rights, i)).stripTrailing())
          .append('\n');
    }
  }

  private static String json(@Nullable Object value) {
    return value == null ? "-" : JsonText.of(value);
  }

  private static List<String> parts(String value) {
    List<String> parts = new ArrayList<>();
    for (int from = 0; from < value.length(); from += COLUMN) {
      parts.add(value.substring(from, Math.min(value.length(), from + COLUMN)));
    }
    return parts;
  }

  private static String part(List<String> parts, int index) {
    return index < parts.size() ? parts.get(index) : "";
  }
}
