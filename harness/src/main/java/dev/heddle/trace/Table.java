package dev.heddle.trace;

import dev.heddle.internal.text.TextTable;
import dev.heddle.internal.text.TextTable.Column;
import java.time.Duration;

/** Prints a trace for people. */
final class Table {
  private final Trace trace;

  Table(Trace trace) {
    this.trace = trace;
  }

  @Override
  public String toString() {
    TextTable table = TextTable.of(Column.right(), Column.left(), Column.left());
    table.add("time", "task", "what it did");
    for (Step step : trace.steps()) {
      String did = step.end().verb();
      table.add(time(step.time()), step.who(), (did + " " + step.detail()).strip());
    }
    String leftOut =
        trace.dropped() > 0 ? "(" + trace.dropped() + " earlier steps left out)\n" : "";
    return leftOut + table;
  }

  /**
   * Virtual time in words that are short and exact: {@code 0s}, {@code 250ms}, {@code 1h 10m 5s}.
   */
  static String time(Duration time) {
    if (time.isZero()) {
      return "0s";
    }
    StringBuilder text = new StringBuilder();
    part(text, time.toDays(), "d");
    part(text, time.toHoursPart(), "h");
    part(text, time.toMinutesPart(), "m");
    part(text, time.toSecondsPart(), "s");
    part(text, time.toMillisPart(), "ms");
    part(text, time.toNanosPart() / 1_000 % 1_000, "us");
    part(text, time.toNanosPart() % 1_000, "ns");
    return text.toString();
  }

  private static void part(StringBuilder text, long amount, String unit) {
    if (amount != 0) {
      text.append(text.isEmpty() ? "" : " ").append(amount).append(unit);
    }
  }
}
