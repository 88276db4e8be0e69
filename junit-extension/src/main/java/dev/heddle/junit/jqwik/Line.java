package dev.heddle.junit.jqwik;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A statement of a program as it is drawn: any list of lines is a program. Numbers that are too
 * great are taken by their remainder.
 *
 * @param who in which of the tasks that there are; 0 is the main one
 * @param kind what it does
 * @param number with what, such as for how long or to which task
 */
record Line(int who, Statement kind, int number) {
  /** The same in an earlier task, or with a smaller number. */
  static List<Line> simpler(Line line) {
    List<Line> simpler = new ArrayList<>();
    for (int who = 0; who < line.who; who++) {
      simpler.add(new Line(who, line.kind, line.number));
    }
    for (int number = 0; number < line.number; number++) {
      simpler.add(new Line(line.who, line.kind, number));
    }
    return simpler;
  }

  /** The least is more than nothing. */
  static long weight(Line line) {
    return 1L + line.who + line.number;
  }

  /** As it is without these lines, and without the tasks that they create. */
  static Stream<List<Line>> without(List<Line> lines, int from, int to) {
    List<Line> rest = new ArrayList<>(lines.subList(0, from));
    List<Integer> gone = new ArrayList<>();
    int tasks = 1 + (int) rest.stream().filter(Line::creates).count();
    for (int i = from; i < lines.size(); i++) {
      Line line = lines.get(i);
      boolean cut = i < to || gone.contains(line.who);
      if (!cut) {
        int before = (int) gone.stream().filter(task -> task < line.who).count();
        rest.add(new Line(line.who - before, line.kind, line.number));
      }
      if (line.creates()) {
        if (cut) {
          gone.add(tasks);
        }
        tasks++;
      }
    }
    return Stream.of(rest, Simpler.without(lines, from, to)).distinct();
  }

  private boolean creates() {
    return kind == Statement.CREATE;
  }
}
