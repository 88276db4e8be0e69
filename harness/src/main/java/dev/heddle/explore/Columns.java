package dev.heddle.explore;

import dev.heddle.explore.Trials.Trial;
import dev.heddle.trace.Step;
import dev.heddle.trace.Trace;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The steps of a run that matter, with a column for each task and virtual time on the left. A turn
 * that deviates is marked.
 */
final class Columns {
  private static final int SHOW_ALL = 24;
  private static final int LAST_ROWS = 6;
  private static final int CELL = 44;
  private static final String MARK = "» ";
  private static final String GAP = "  ";

  private final Trial trial;

  private final List<Step> steps;

  /** Who was done before the first turn that deviates, such as the set-up of a test. */
  private final Set<String> over;

  /** The rows of the turns that deviate. */
  private final Set<Integer> marked = new HashSet<>();

  Columns(Trial trial) {
    this.trial = trial;
    steps = trial.trace().steps();
    for (Turn turn : trial.lastTurns()) {
      int row = trial.rowOf(turn.at());
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
    List<String[]> rows = new ArrayList<>();
    String[] head = new String[tasks.size() + 2];
    head[0] = "step";
    head[1] = "time";
    for (int i = 0; i < tasks.size(); i++) {
      head[i + 2] = cut(tasks.get(i));
    }
    rows.add(head);
    int leftOut = 0;
    for (int row = 0; row < steps.size(); row++) {
      if (!shown.contains(row)) {
        leftOut += over.contains(steps.get(row).who()) ? 0 : 1;
        continue;
      }
      if (leftOut > 0) {
        rows.add(note(leftOut, tasks.size()));
        leftOut = 0;
      }
      rows.add(cells(row, tasks));
    }
    if (leftOut > 0) {
      rows.add(note(leftOut, tasks.size()));
    }
    return aligned(rows);
  }

  /** The turns that deviate, the next one of who was passed over, everybody's last, and the end. */
  private Set<Integer> shown() {
    Set<Integer> shown = new HashSet<>(marked);
    for (int row = 0; row < steps.size(); row++) {
      if (steps.size() <= SHOW_ALL || row >= steps.size() - LAST_ROWS) {
        shown.add(row);
      }
    }
    for (Turn turn : trial.lastTurns()) {
      int row = trial.rowOf(turn.at());
      String passedOver = trial.choices().get(turn.at()).first();
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

  private String[] cells(int row, List<String> tasks) {
    Step step = steps.get(row);
    String[] cells = emptyRow(tasks.size());
    cells[0] = String.valueOf(row + 1);
    cells[1] = Trace.time(step.time());
    String did = (step.end().verb() + " " + step.detail()).strip();
    String cell = (marked.contains(row) ? MARK : "") + did;
    String where = step.site().isEmpty() ? "" : " (" + step.site() + ")";
    cells[tasks.indexOf(step.who()) + 2] =
        cell.length() + where.length() <= CELL ? cell + where : cut(cell) + where;
    return cells;
  }

  private static String[] note(int leftOut, int tasks) {
    String[] cells = emptyRow(tasks);
    cells[0] = "…";
    cells[2] = "(" + leftOut + (leftOut == 1 ? " step" : " steps") + " left out)";
    return cells;
  }

  private static String[] emptyRow(int tasks) {
    String[] cells = new String[tasks + 2];
    java.util.Arrays.fill(cells, "");
    return cells;
  }

  private static String cut(String text) {
    return text.length() <= CELL ? text : text.substring(0, CELL - 1) + "…";
  }

  private static String aligned(List<String[]> rows) {
    int columns = rows.get(0).length;
    int[] widths = new int[columns];
    for (String[] row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row[i].length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (String[] row : rows) {
      StringBuilder line = new StringBuilder();
      line.append(" ".repeat(widths[0] - row[0].length())).append(row[0]).append(GAP);
      line.append(" ".repeat(widths[1] - row[1].length())).append(row[1]);
      for (int i = 2; i < columns; i++) {
        line.append(GAP).append(row[i]).append(" ".repeat(widths[i] - row[i].length()));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }
}
