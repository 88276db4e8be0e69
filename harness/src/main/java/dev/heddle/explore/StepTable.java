package dev.heddle.explore;

import dev.heddle.internal.memory.SeenAccess;
import dev.heddle.internal.text.TextTable;
import dev.heddle.internal.text.TextTable.Column;
import dev.heddle.internal.text.Wrapped;
import dev.heddle.schedule.Schedule.Deviation;
import dev.heddle.trace.Step;
import dev.heddle.trace.Trace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The steps of a run that matter, with a column for each task, virtual time on the left, and the
 * place in the program on the right. A deviation is marked. No line is longer than {@value
 * Wrapped#COLUMNS}: columns are cut, and where there are too many for that, a single one says who
 * takes the step.
 */
final class StepTable {
  private static final int SHOW_ALL = 24;
  private static final int LAST_ROWS = 6;

  /** So many accesses are shown. */
  private static final int ACCESSES = 40;

  private static final int CELL = 44;

  /** A column that is narrower says nothing. */
  private static final int NARROWEST = 12;

  private static final int SITE = 28;
  private static final int STEP_AND_TIME = 12;
  private static final String MARK = "» ";
  private static final String GAP = "  ";

  private final RunRecord run;

  private final List<Step> steps;

  /** The accesses to what the deviations are about. */
  private final List<SeenAccess> colliding;

  /** Who was done before the first deviation, such as the set-up of a test. */
  private final Set<String> over;

  /** The rows of the deviations. */
  private final Set<Integer> marked = new HashSet<>();

  StepTable(RunRecord run) {
    this.run = run;
    steps = run.trace().steps();
    colliding = colliding(run);
    for (Deviation deviation : run.lastDeviations()) {
      int row = run.rowOf(deviation.at());
      if (row >= 0) {
        marked.add(row);
      }
    }
    over = overBefore();
  }

  @Override
  public String toString() {
    Set<Integer> shown = shown();
    List<String> tasks = tasks(shown);
    boolean single =
        tasks.size() * (NARROWEST + GAP.length()) > Wrapped.COLUMNS - SITE - STEP_AND_TIME;
    int columns = single ? 2 : tasks.size();
    TextTable table = TextTable.atMost(Wrapped.COLUMNS, columns(columns));
    String[] head = emptyRow(columns);
    head[0] = "step";
    head[1] = "time";
    for (int i = 0; i < tasks.size() && !single; i++) {
      head[i + 2] = shortened(tasks.get(i));
    }
    if (single) {
      head[2] = "who";
      head[3] = "what it did";
    }
    table.add(head);
    int leftOut = 0;
    for (int row = 0; row < steps.size(); row++) {
      if (!shown.contains(row)) {
        leftOut += over.contains(steps.get(row).who()) ? 0 : 1;
        continue;
      }
      if (leftOut > 0) {
        table.add(note(leftOut, columns));
        leftOut = 0;
      }
      boolean isMarked = marked.contains(row);
      for (SeenAccess access : accessesOf(row)) {
        table.add(cells(access, isMarked, tasks, single));
        isMarked = false;
      }
      table.add(cells(row, steps.get(row), isMarked, tasks, single));
    }
    if (leftOut > 0) {
      table.add(note(leftOut, columns));
    }
    return table.toString();
  }

  private static List<Column> columns(int ofTasks) {
    List<Column> columns = new ArrayList<>(List.of(Column.right(), Column.right()));
    columns.addAll(Collections.nCopies(ofTasks, Column.left().atMost(CELL).givesWay()));
    columns.add(Column.left().atMost(SITE).keepsEnd());
    return columns;
  }

  /**
   * The rows to show: the deviations, the next step of whoever was passed over, everybody's last
   * step, and the end.
   */
  private Set<Integer> shown() {
    Set<Integer> shown = new HashSet<>(marked);
    for (int row = 0; row < steps.size(); row++) {
      if (steps.size() <= SHOW_ALL || row >= steps.size() - LAST_ROWS) {
        shown.add(row);
      }
    }
    for (Deviation deviation : run.lastDeviations()) {
      int row = run.rowOf(deviation.at());
      String passedOver = run.decisions().get(deviation.at()).first();
      for (int next = row + 1; row >= 0 && next < steps.size(); next++) {
        if (steps.get(next).who().equals(passedOver)) {
          shown.add(next);
          break;
        }
      }
    }
    Set<String> seen = new HashSet<>();
    for (int row = steps.size() - 1; row >= 0; row--) {
      if (seen.add(steps.get(row).who())) {
        shown.add(row);
      }
    }
    shown.removeIf(row -> over.contains(steps.get(row).who()));
    return shown;
  }

  private Set<String> overBefore() {
    Set<String> over = new HashSet<>();
    int first = marked.stream().min(Integer::compare).orElse(0);
    for (int row = 0; row < steps.size(); row++) {
      Step step = steps.get(row);
      if (row >= first) {
        over.remove(step.who());
      } else if (step.end() == Step.End.RETURNED || step.end() == Step.End.ENDED) {
        over.add(step.who());
      }
    }
    return over;
  }

  private List<String> tasks(Set<Integer> shown) {
    Set<String> tasks = new LinkedHashSet<>();
    for (int row = 0; row < steps.size(); row++) {
      if (shown.contains(row)) {
        accessesOf(row).forEach(access -> tasks.add(access.who()));
        tasks.add(steps.get(row).who());
      }
    }
    return new ArrayList<>(tasks);
  }

  private static String[] cells(
      int row, Step step, boolean isMarked, List<String> tasks, boolean single) {
    boolean stopped = step.end() == Step.End.PREEMPTED;
    String did = stopped ? step.end().verb() : (step.end().verb() + " " + step.detail()).strip();
    String[] cells = cells(step.who(), (isMarked ? MARK : "") + did, tasks, single);
    cells[0] = String.valueOf(row + 1);
    cells[1] = Trace.time(step.time());
    cells[cells.length - 1] = step.site();
    return cells;
  }

  private static String[] cells(
      SeenAccess access, boolean isMarked, List<String> tasks, boolean single) {
    String[] cells = cells(access.who(), (isMarked ? MARK : "") + access.brief(), tasks, single);
    cells[cells.length - 1] = access.site().line;
    return cells;
  }

  private static String[] cells(String who, String did, List<String> tasks, boolean single) {
    String[] cells = emptyRow(single ? 2 : tasks.size());
    if (single) {
      cells[2] = shortened(who);
      cells[3] = did;
    } else {
      cells[tasks.indexOf(who) + 2] = did;
    }
    return cells;
  }

  /** What was accessed, in the step of a row, of what the deviations are about. */
  private List<SeenAccess> accessesOf(int row) {
    return colliding.stream().filter(access -> access.row() == row).toList();
  }

  private static List<SeenAccess> colliding(RunRecord run) {
    Set<Long> locations = new HashSet<>();
    for (Deviation deviation : run.lastDeviations()) {
      Collision collision = Collision.of(run, deviation.at());
      if (collision != null) {
        locations.add(collision.later().location());
      }
    }
    List<SeenAccess> all =
        run.accesses().stream().filter(access -> locations.contains(access.location())).toList();
    return all.size() <= ACCESSES ? all : all.subList(0, ACCESSES);
  }

  private static String[] note(int leftOut, int tasks) {
    String[] cells = emptyRow(tasks);
    cells[0] = "…";
    cells[2] = "(" + leftOut + (leftOut == 1 ? " step" : " steps") + " left out)";
    return cells;
  }

  private static String[] emptyRow(int tasks) {
    String[] cells = new String[tasks + 3];
    Arrays.fill(cells, "");
    return cells;
  }

  /** A name without its middle, since its end tells it from others. */
  private static String shortened(String name) {
    int half = NARROWEST / 2;
    return name.length() <= 2 * NARROWEST
        ? name
        : name.substring(0, half) + "…" + name.substring(name.length() - half + 1);
  }
}
