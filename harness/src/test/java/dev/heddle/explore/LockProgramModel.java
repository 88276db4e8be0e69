package dev.heddle.explore;

import dev.heddle.explore.LockProgram.Kind;
import dev.heddle.explore.LockProgram.Op;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Counts the schedules of a {@link LockProgram} without any loop or thread: from what the
 * documentation says of turns, of the loop's end, and of whom a lock and a latch wake.
 */
final class LockProgramModel {
  private static final int MAIN = -1;

  /** The loop's own callback that ends the run in the turn in which it is called. */
  private static final int STOP = -2;

  private final LockProgram program;

  private final long most;

  /** How many schedules come to an end. */
  private long passed;

  /** How many come to a standstill. */
  private long deadlocked;

  private LockProgramModel(LockProgram program, long most) {
    this.program = program;
    this.most = most;
  }

  /** Counts; {@code most} schedules at most. */
  static LockProgramModel of(LockProgram program, long most) {
    LockProgramModel model = new LockProgramModel(program, most);
    model.explore(new State(program));
    return model;
  }

  long schedules() {
    return passed + deadlocked;
  }

  long deadlocked() {
    return deadlocked;
  }

  /** Goes on to the next choice, and takes each of its options. */
  private void explore(State state) {
    while (schedules() < most) {
      if (state.leftInTurn == 0) {
        if (state.stopped) {
          passed++;
          return;
        }
        if (state.ready.isEmpty()) {
          deadlocked++;
          return;
        }
        state.leftInTurn = state.ready.size();
      }
      state.leftInTurn--;
      if (state.ready.get(0) == STOP) {
        state.ready.removeFirst();
        state.stopped = true;
        continue;
      }
      List<Integer> options = new ArrayList<>(state.ready);
      options.removeIf(option -> option == STOP);
      for (int thread : options.subList(1, options.size())) {
        State copy = new State(state);
        copy.step(thread);
        explore(copy);
      }
      state.step(options.get(0));
    }
  }

  /** Where a program stands. */
  private static final class State {
    private final LockProgram program;

    /** Who is ready, in the order in which they became so. */
    final List<Integer> ready = new ArrayList<>();

    /** How many more go in this turn. */
    int leftInTurn;

    boolean stopped;

    /** The next line of each thread; as many as it has: it is at its end. */
    private final int[] at;

    /** How many threads the main task has waited for; negative: it has not begun. */
    private int joined = -1;

    /** Which thread the main task waits for; negative: none. */
    private int joining = -1;

    private final Queue[] locks = new Queue[LockProgram.LOCKS];
    private final Queue[] latches = new Queue[LockProgram.LATCHES];

    State(LockProgram program) {
      this.program = program;
      at = new int[program.threads().size()];
      Arrays.setAll(locks, i -> new Queue(true));
      Arrays.setAll(latches, i -> new Queue(false));
      ready.add(MAIN);
    }

    State(State other) {
      program = other.program;
      ready.addAll(other.ready);
      leftInTurn = other.leftInTurn;
      stopped = other.stopped;
      at = other.at.clone();
      joined = other.joined;
      joining = other.joining;
      Arrays.setAll(locks, i -> new Queue(other.locks[i]));
      Arrays.setAll(latches, i -> new Queue(other.latches[i]));
    }

    /** A thread goes on until it waits, gives way or ends. */
    void step(int thread) {
      ready.removeIf(entry -> entry == thread);
      if (thread == MAIN) {
        stepOfMain();
        return;
      }
      List<Op> ops = program.threads().get(thread);
      while (at[thread] < ops.size()) {
        Op op = ops.get(at[thread]);
        if (!does(thread, op)) {
          return;
        }
        at[thread]++;
        if (op.kind() == Kind.YIELD) {
          ready.add(thread);
          return;
        }
      }
      for (Queue lock : locks) {
        if (lock.holder == thread) {
          lock.open(ready);
        }
      }
      if (joining == thread) {
        joining = -1;
        ready.add(MAIN);
      }
    }

    private void stepOfMain() {
      if (joined < 0) {
        joined = 0;
        for (int thread = 0; thread < at.length; thread++) {
          ready.add(thread);
        }
      }
      for (; joined < program.joined().size(); joined++) {
        int thread = program.joined().get(joined);
        if (!hasEnded(thread)) {
          joining = thread;
          return;
        }
      }
      ready.add(STOP);
    }

    private boolean hasEnded(int thread) {
      return at[thread] == program.threads().get(thread).size() && !ready.contains(thread);
    }

    /** False if it waits for that. */
    private boolean does(int thread, Op op) {
      switch (op.kind()) {
        case LOCK -> {
          if (!locks[op.which()].pass(thread)) {
            return false;
          }
          locks[op.which()].holder = thread;
          locks[op.which()].isOpen = false;
        }
        case UNLOCK -> locks[op.which()].open(ready);
        case AWAIT -> {
          Queue latch = latches[op.which()];
          boolean waited = latch.waits(thread);
          if (!latch.pass(thread)) {
            return false;
          }
          if (waited) {
            latch.wakeFirst(ready); // one who has waited lets the next one know
          }
        }
        case COUNT_DOWN -> {
          if (!latches[op.which()].isOpen) {
            latches[op.which()].open(ready);
          }
        }
        case YIELD -> {}
      }
      return true;
    }
  }

  /** Those who wait for a lock or latch, first in, first out; whoever comes meanwhile may pass. */
  private static final class Queue {
    boolean isOpen;
    int holder = MAIN;

    private final List<Integer> waiting = new ArrayList<>();

    /** The first of them was woken and has not run yet. */
    private boolean firstIsWoken;

    Queue(boolean isOpen) {
      this.isOpen = isOpen;
    }

    Queue(Queue other) {
      isOpen = other.isOpen;
      holder = other.holder;
      waiting.addAll(other.waiting);
      firstIsWoken = other.firstIsWoken;
    }

    boolean waits(int thread) {
      return waiting.contains(thread);
    }

    /** Whether {@code thread} need not wait, or not any longer; if it has to, it stands in line. */
    boolean pass(int thread) {
      if (waits(thread)) {
        firstIsWoken = false;
      }
      if (isOpen) {
        waiting.removeIf(waiter -> waiter == thread);
      } else if (!waits(thread)) {
        waiting.add(thread);
      }
      return isOpen;
    }

    void open(List<Integer> ready) {
      isOpen = true;
      holder = MAIN;
      wakeFirst(ready);
    }

    void wakeFirst(List<Integer> ready) {
      if (!waiting.isEmpty() && !firstIsWoken) {
        firstIsWoken = true;
        ready.add(waiting.get(0));
      }
    }
  }
}
