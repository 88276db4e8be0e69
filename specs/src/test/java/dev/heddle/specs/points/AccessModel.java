package dev.heddle.specs.points;

import dev.heddle.specs.points.Access.Cell;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** All outcomes of a program, from every order of its accesses, without a harness. */
final class AccessModel {
  /** What a thread does at once. */
  private enum Part {
    READ,
    WRITE,
    LOAD,
    STORE,
    COUNT,
    LOCK,
    UNLOCK
  }

  private record Step(Part part, Cell cell) {}

  /**
   * Where a run stands.
   *
   * @param at of each thread, how many steps it has taken
   * @param seen of each thread, what it has seen
   * @param loaded of each thread, what it is about to count up
   * @param cells the values
   * @param owner the thread in the monitor; -1 if none is
   */
  private record State(
      List<Integer> at, List<Integer> seen, List<Integer> loaded, List<Integer> cells, int owner) {}

  private static final List<Cell> CELLS = List.of(Cell.values());

  private final List<List<Step>> threads = new ArrayList<>();

  private final Set<State> visited = new HashSet<>();

  private final Set<String> outcomes = new TreeSet<>();

  private AccessModel(AccessProgram program) {
    for (List<Access> thread : program.threads()) {
      List<Step> steps = new ArrayList<>();
      thread.forEach(access -> add(access, steps));
      threads.add(steps);
    }
  }

  private static void add(Access access, List<Step> steps) {
    Cell cell = access.cell();
    switch (access.kind()) {
      case READ -> steps.add(new Step(Part.READ, cell));
      case WRITE -> steps.add(new Step(Part.WRITE, cell));
      case COUNT -> addCount(cell, steps);
      case COUNT_ALONE -> {
        steps.add(new Step(Part.LOCK, cell));
        addCount(cell, steps);
        steps.add(new Step(Part.UNLOCK, cell));
      }
    }
  }

  private static void addCount(Cell cell, List<Step> steps) {
    if (cell == Cell.ATOMIC) {
      steps.add(new Step(Part.COUNT, cell));
    } else {
      steps.add(new Step(Part.LOAD, cell));
      steps.add(new Step(Part.STORE, cell));
    }
  }

  /** The outcomes of a program. */
  static Set<String> outcomesOf(AccessProgram program) {
    AccessModel model = new AccessModel(program);
    List<Integer> zeros = new ArrayList<>(Arrays.asList(new Integer[program.threads().size()]));
    zeros.replaceAll(none -> 0);
    List<Integer> cells = new ArrayList<>(Arrays.asList(new Integer[CELLS.size()]));
    cells.replaceAll(none -> 0);
    model.visit(new State(zeros, zeros, zeros, cells, -1));
    return model.outcomes;
  }

  private void visit(State state) {
    if (!visited.add(state)) {
      return;
    }
    boolean isEnd = true;
    for (int thread = 0; thread < threads.size(); thread++) {
      if (state.at().get(thread) < threads.get(thread).size()) {
        isEnd = false;
        step(state, thread);
      }
    }
    if (isEnd) {
      outcomes.add(words(state.seen(), " ") + " " + words(state.cells(), ","));
    }
  }

  private static String words(List<Integer> values, String between) {
    return values.stream().map(String::valueOf).collect(Collectors.joining(between));
  }

  private void step(State state, int thread) {
    Step step = threads.get(thread).get(state.at().get(thread));
    int cell = CELLS.indexOf(step.cell());
    int value = state.cells().get(cell);
    List<Integer> at = with(state.at(), thread, state.at().get(thread) + 1);
    int seen = state.seen().get(thread);
    State next = new State(at, state.seen(), state.loaded(), state.cells(), state.owner());
    switch (step.part()) {
      case READ ->
          visit(
              new State(
                  at,
                  with(state.seen(), thread, seen * 3 + value),
                  state.loaded(),
                  state.cells(),
                  state.owner()));
      case WRITE -> visit(written(next, cell, seen + 1));
      case LOAD ->
          visit(
              new State(
                  at,
                  state.seen(),
                  with(state.loaded(), thread, value),
                  state.cells(),
                  state.owner()));
      case STORE -> visit(written(next, cell, state.loaded().get(thread) + 1));
      case COUNT -> visit(written(next, cell, value + 1));
      case LOCK -> {
        if (state.owner() < 0) {
          visit(new State(at, state.seen(), state.loaded(), state.cells(), thread));
        }
      }
      case UNLOCK -> visit(new State(at, state.seen(), state.loaded(), state.cells(), -1));
    }
  }

  private static State written(State state, int cell, int value) {
    return new State(
        state.at(), state.seen(), state.loaded(), with(state.cells(), cell, value), state.owner());
  }

  private static List<Integer> with(List<Integer> values, int index, int value) {
    List<Integer> changed = new ArrayList<>(values);
    changed.set(index, value);
    return changed;
  }
}
