package dev.heddle.specs.bench;

import dev.heddle.specs.bench.RacePeer.End;
import java.util.ArrayList;
import java.util.List;

/** The searches of one race by one harness, in the lines that {@link RacePeer#measure} prints. */
final class RaceSearches {
  private record Line(End end, long schedules, double millis) {
    static Line of(String text) {
      String[] parts = text.split(" ", -1);
      return new Line(
          End.valueOf(parts[0]), Long.parseLong(parts[1]), Double.parseDouble(parts[2]));
    }
  }

  private final List<Line> firsts = new ArrayList<>();
  private final List<Line> laters = new ArrayList<>();

  /** Adds what one JVM has printed. */
  void add(List<String> printed) {
    List<Line> lines =
        printed.stream()
            .filter(line -> line.matches("[A-Z]+ [0-9]+ [0-9.]+"))
            .map(Line::of)
            .toList();
    lines.stream().limit(1).forEach(firsts::add);
    lines.stream().skip(1).forEach(laters::add);
  }

  boolean found() {
    return !firsts.isEmpty() && firsts.stream().allMatch(line -> line.end() == End.FOUND);
  }

  double first() {
    return millis(firsts);
  }

  double later() {
    return millis(laters);
  }

  private static double millis(List<Line> lines) {
    return RacePeers.median(lines.stream().mapToDouble(Line::millis));
  }

  private long schedules() {
    return (long) RacePeers.median(firsts.stream().mapToDouble(Line::schedules));
  }

  /** Three cells of a table: schedules, milliseconds of the first and of later searches. */
  @Override
  public String toString() {
    if (firsts.isEmpty()) {
      return "ended after 60 s | | ";
    }
    return String.format("%s%,d | %s | %s", ending(), schedules(), text(first()), text(later()));
  }

  private String ending() {
    if (found()) {
      return "";
    }
    return firsts.get(0).end() == End.WRONG ? "wrong failure, " : "missed, ";
  }

  private static String text(double millis) {
    return Double.isNaN(millis) ? "" : String.format("%,.0f", millis);
  }
}
