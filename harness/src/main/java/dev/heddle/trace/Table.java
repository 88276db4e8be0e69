package dev.heddle.trace;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Prints a trace for people. */
final class Table {
  private static final String GAP = "  ";

  private final Trace trace;

  Table(Trace trace) {
    this.trace = trace;
  }

  @Override
  public String toString() {
    List<String[]> rows = new ArrayList<>();
    rows.add(new String[] {"time", "task", "what it did"});
    for (Step step : trace.steps()) {
      String did = step.end().verb();
      rows.add(new String[] {time(step.time()), step.who(), (did + " " + step.detail()).strip()});
    }
    int timeWidth = width(rows, 0);
    int whoWidth = width(rows, 1);
    StringBuilder text = new StringBuilder();
    if (trace.dropped() > 0) {
      text.append("(").append(trace.dropped()).append(" earlier steps left out)\n");
    }
    for (String[] row : rows) {
      text.append(" ".repeat(timeWidth - row[0].length())).append(row[0]).append(GAP);
      text.append(row[1]).append(" ".repeat(whoWidth - row[1].length())).append(GAP);
      text.append(row[2]).append('\n');
    }
    return text.toString();
  }

  private static int width(List<String[]> rows, int column) {
    return rows.stream().mapToInt(row -> row[column].length()).max().orElse(0);
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
