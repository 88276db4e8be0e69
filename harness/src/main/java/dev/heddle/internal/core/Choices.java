package dev.heddle.internal.core;

import dev.heddle.internal.source.KindNames;
import dev.heddle.schedule.Decision;
import dev.heddle.schedule.DecisionLog;
import dev.heddle.schedule.DivergedException;
import dev.heddle.schedule.Policy;
import dev.heddle.schedule.Schedule;
import dev.heddle.trace.Step;
import dev.heddle.verdict.DivergedError;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a decision is asked, and recorded: of what is ready, what goes next? Without a policy,
 * nobody is asked, and everything goes in the default order.
 */
public final class Choices implements Decision {
  /** What happens as a decision: done by the */
  public interface Passing {
    /** Runs what tells somebody of something. */
    void tell(Entry signal);

    /** Time moves on to the next timer, though something is ready. */
    void passToNextTimer();
  }

  private static final int FIRST_CAPACITY = 8;

  /** An option at this place in the ready queue is not an entry of it, but time. */
  private static final int TIME = -1;

  private final ReadyQueue ready;

  private final Timers timers;

  private final Spinning spinning;

  private final RunVerdict verdict;

  private final Passing passing;

  /** Null: the default order. */
  private final @Nullable Policy policy;

  private final boolean earlyTimeouts;

  private final DecisionLog log;

  /** The places in the ready queue of what is offered. */
  private int[] places = new int[FIRST_CAPACITY];

  /** How many options there are. */
  private int size;

  /** The options are that many values. */
  private boolean values;

  /** The options are these, of whom one is to be notified; empty: they are not. */
  private List<ManagedThread> waiters = List.of();

  private long step;

  /** The decision by which the running step was chosen. */
  private int latest = Step.NO_DECISION;

  /** From now on everything goes in the default order. */
  private boolean off;

  /** The policy knows that the run has ended. */
  private boolean ended;

  public Choices(
      @Nullable Policy policy,
      DecisionLog log,
      boolean earlyTimeouts,
      ReadyQueue ready,
      Timers timers,
      Spinning spinning,
      RunVerdict verdict,
      Passing passing) {
    this.policy = policy;
    this.log = log;
    this.earlyTimeouts = earlyTimeouts;
    this.ready = ready;
    this.timers = timers;
    this.spinning = spinning;
    this.verdict = verdict;
    this.passing = passing;
  }

  // ---- what goes next ---------------------------------------------------------------------

  /** Takes the next entry out of the ready queue; null if that is empty. */
  public @Nullable Entry next() {
    latest = Step.NO_DECISION;
    if (policy == null || off) {
      return ready.poll();
    }
    while (!ready.isEmpty() && !ready.get(0).isSilent()) {
      offerReady();
      int place = places[ask(policy)];
      latest = size > 1 ? log.count() - 1 : Step.NO_DECISION;
      if (place == TIME) {
        passOver();
        continue;
      }
      Entry entry = ready.get(place);
      if (!entry.isSilent()) {
        return ready.removeAt(place);
      }
      Entry woken = tellAll(entry.owner());
      if (woken != null) {
        return woken;
      }
    }
    return ready.poll();
  }

  /** Makes all signals of an owner happen; who was waiting for that goes on at once. */
  private @Nullable Entry tellAll(@Nullable Object owner) {
    int last = ready.size();
    for (int place = 0; place < last; place++) {
      if (owner != null && ready.get(place).owner() == owner) {
        passing.tell(ready.removeAt(place--));
        last--;
      }
    }
    return last < ready.size() ? ready.removeAt(last) : null;
  }

  /** Time moves on past everything that is ready. */
  private void passOver() {
    for (int place = 0; place < ready.size(); place++) {
      ready.get(place).passedOver = true;
    }
    passing.passToNextTimer();
  }

  private boolean wasPassedOver() {
    for (int place = 0; place < ready.size(); place++) {
      if (ready.get(place).passedOver) {
        return true;
      }
    }
    return false;
  }

  /**
   * Who only spins is not offered while others are: that would be no schedule of a fair machine.
   */
  private void offerReady() {
    size = 0;
    values = false;
    waiters = List.of();
    offerReady(false);
    if (size == 0) {
      offerReady(true);
    }
    if (earlyTimeouts && timers.first() != null && !wasPassedOver()) {
      offer(TIME);
    }
  }

  private void offerReady(boolean idleToo) {
    boolean callback = false;
    long due = Long.MAX_VALUE;
    for (int place = 0; place < ready.size(); place++) {
      Entry entry = ready.get(place);
      Own.Effect effect = entry.effect();
      if (!idleToo && spinning.isIdle(entry)) {
        continue;
      }
      if (effect == Own.Effect.NOTHING
          || (effect == Own.Effect.WAKES && isOffered(entry.owner()))) {
        continue;
      }
      if (entry.kind() == Kind.CALLBACK) {
        if (callback) {
          continue;
        }
        callback = true;
      } else if (entry instanceof TimerEntry timer) {
        if (timer.deadline > due) {
          continue;
        }
        due = timer.deadline;
      }
      offer(place);
    }
  }

  private boolean isOffered(@Nullable Object owner) {
    for (int option = 0; option < size; option++) {
      if (ready.get(places[option]).owner() == owner) {
        return true;
      }
    }
    return false;
  }

  private void offer(int place) {
    if (size == places.length) {
      places = Arrays.copyOf(places, size * 2);
    }
    places[size++] = place;
  }

  /** A value from 0 to {@code bound - 1}; 0 in the default order. */
  public int value(int bound) {
    if (policy == null || off || bound < 2) {
      return 0;
    }
    size = bound;
    values = true;
    return ask(policy);
  }

  /** Whether a policy is asked at all. */
  public boolean isAsked() {
    return policy != null && !off;
  }

  /** Which of those that wait is notified; the first in the default order. */
  public int waiter(List<ManagedThread> those) {
    if (policy == null || off) {
      return 0;
    }
    size = those.size();
    values = false;
    waiters = those;
    return ask(policy);
  }

  private int ask(Policy asked) {
    int option;
    try {
      option = asked.choose(this);
    } catch (DivergedException e) {
      throw verdict.raise(new DivergedError(e));
    } catch (Throwable e) {
      throw Sneaky.rethrow(verdict.raise(e));
    }
    if (option < 0 || option >= size) {
      throw verdict.raise(
          new IllegalStateException(
              "Policy "
                  + KindNames.nameOf(asked)
                  + " has chosen option "
                  + option
                  + " of "
                  + size
                  + " at step "
                  + step
                  + ": they are counted from 0."));
    }
    log.add(this, option);
    step++;
    return option;
  }

  // ---- what the policy sees ---------------------------------------------------------------

  @Override
  public long step() {
    return step;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public Kind kind(int option) {
    if (values) {
      return Kind.VALUE;
    }
    if (!waiters.isEmpty()) {
      return Kind.NOTIFIED;
    }
    int place = place(option);
    return place == TIME ? Kind.TIME : ready.get(place).kind();
  }

  @Override
  public long id(int option) {
    if (values) {
      return option;
    }
    if (!waiters.isEmpty()) {
      return waiters.get(option).id();
    }
    int place = place(option);
    return place == TIME ? TIME_ID : ready.get(place).id();
  }

  @Override
  public String name(int option) {
    if (values) {
      return "value " + option;
    }
    if (!waiters.isEmpty()) {
      return waiters.get(option).name();
    }
    int place = place(option);
    return place == TIME ? "time" : ready.get(place).name();
  }

  private int place(int option) {
    if (option >= size) {
      throw new IndexOutOfBoundsException("option " + option + " of " + size);
    }
    return places[option];
  }

  // ---- what was decided -------------------------------------------------------------------

  /** Something outside of the loop decides too; not once nothing is decided any more. */
  public void noteOutside(String what) {
    if (!off) {
      log.noteOutside(what);
    }
  }

  public Schedule schedule() {
    return log.schedule();
  }

  /** The decision by which the running step was chosen; {@link Step#NO_DECISION} if none was. */
  public int latest() {
    return latest;
  }

  /** What comes now goes in the default order. */
  public void stop() {
    off = true;
  }

  /** The run has ended: so it is with what comes now, and the policy is told. */
  public void end() {
    boolean first = !ended;
    off = true;
    ended = true;
    if (policy != null && first) {
      try {
        policy.end();
      } catch (DivergedException e) {
        throw new DivergedError(e);
      }
    }
  }
}
