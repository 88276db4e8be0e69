package dev.heddle.explore;

import dev.heddle.internal.memory.SeenAccess;
import dev.heddle.schedule.Schedule.Deviation;
import dev.heddle.trace.Step;
import dev.heddle.trace.Trace;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The steps of a run that matter, with a column for each task, virtual time on the left, and the
 * place in the program on the right. A deviation is marked. No line is longer than {@value
 * #WIDEST}: columns are cut, and where there are too many for that, a single one says who takes the
 * step.
 */
final class StepTable {
  private static final int SHOW_ALL = 24;
  private static final int LAST_ROWS = 6;

  /** So many accesses are shown. */
  private static final int ACCESSES = 40;

  private static final int CELL = 44;
  private static final int WIDEST = 100;

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
    boolean single = tasks.size() * (NARROWEST + GAP.length()) > WIDEST - SITE - STEP_AND_TIME;
    int columns = single ? 2 : tasks.size();
    List<String[]> rows = new ArrayList<>();
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
    rows.add(head);
    int leftOut = 0;
    for (int row = 0; row < steps.size(); row++) {
      if (!shown.contains(row)) {
        leftOut += over.contains(steps.get(row).who()) ? 0 : 1;
        continue;
      }
      if (leftOut > 0) {
        rows.add(note(leftOut, columns));
        leftOut = 0;
      }
      boolean isMarked = marked.contains(row);
      for (SeenAccess access : accessesOf(row)) {
        rows.add(cells(access, isMarked, tasks, single));
        isMarked = false;
      }
      rows.add(cells(row, steps.get(row), isMarked, tasks, single));
    }
    if (leftOut > 0) {
      rows.add(note(leftOut, columns));
    }
    return aligned(rows);
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
    java.util.Arrays.fill(cells, "");
    return cells;
  }

  /** A name without its middle, since its end tells it from others. */
  private static String shortened(String name) {
    int half = NARROWEST / 2;
    return name.length() <= 2 * NARROWEST
        ? name
        : name.substring(0, half) + "…" + name.substring(name.length() - half + 1);
  }

  private static String cut(String text, int width) {
    return text.length() <= width ? text : text.substring(0, width - 1) + "…";
  }

  /** A line of the program without its beginning, as the number is at the end. */
  private static String ending(String text, int width) {
    return text.length() <= width ? text : "…" + text.substring(text.length() - width + 1);
  }

  /** The widths of the columns: as wide as they need to be, and the widest give way. */
  private static int[] widths(List<String[]> rows) {
    int columns = rows.get(0).length;
    int[] widths = new int[columns];
    for (String[] row : rows) {
      for (int i = 0; i < columns; i++) {
        int most = i == columns - 1 ? SITE : i < 2 ? WIDEST : CELL;
        widths[i] = Math.max(widths[i], Math.min(most, row[i].length()));
      }
    }
    int sum = IntStream.of(widths).sum() + GAP.length() * (columns - 1);
    for (; sum > WIDEST; sum--) {
      int widest = 2;
      for (int i = 3; i < columns - 1; i++) {
        widest = widths[i] > widths[widest] ? i : widest;
      }
      widths[widest]--;
    }
    return widths;
  }

  private static String aligned(List<String[]> rows) {
    int[] widths = widths(rows);
    int columns = widths.length;
    StringBuilder text = new StringBuilder();
    for (String[] row : rows) {
      StringBuilder line = new StringBuilder();
      line.append(" ".repeat(widths[0] - row[0].length())).append(row[0]).append(GAP);
      line.append(" ".repeat(widths[1] - row[1].length())).append(row[1]);
      for (int i = 2; i < columns; i++) {
        String cell = i == columns - 1 ? ending(row[i], widths[i]) : cut(row[i], widths[i]);
        line.append(GAP).append(cell).append(" ".repeat(widths[i] - cell.length()));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }
}
