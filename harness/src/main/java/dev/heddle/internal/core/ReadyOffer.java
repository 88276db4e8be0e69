package dev.heddle.internal.core;

import dev.heddle.schedule.Access;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Offers what is ready to run; and perhaps that time moves on first. */
final class ReadyOffer extends Offer {
  private static final int FIRST_CAPACITY = 8;

  /** Stands among the places for the option that time moves on. */
  static final int TIME = -1;

  private final ReadyQueue ready;

  private final Timers timers;

  private final SpinDetector spinDetector;

  private final RunningStep running;

  /** Whether time may move on though something is ready. */
  private final boolean earlyTimeouts;

  /** The place in the ready queue of each option, or {@link #TIME}. */
  private int[] places = new int[FIRST_CAPACITY];

  ReadyOffer(
      ReadyQueue ready,
      Timers timers,
      SpinDetector spinDetector,
      RunningStep running,
      boolean earlyTimeouts) {
    this.ready = ready;
    this.timers = timers;
    this.spinDetector = spinDetector;
    this.running = running;
    this.earlyTimeouts = earlyTimeouts;
  }

  // ---- collecting the options ---------------------------------------------------------------

  /**
   * Collects what is ready now. Threads that only spin are not offered while there is anything
   * else: no fair machine would run such a schedule.
   */
  void collect() {
    setSize(0);
    addReady(false);
    if (size() == 0) {
      addReady(true);
    }
    addTime();
  }

  /** Collects who may go in place of the running thread, which could go on. */
  void collectOthers() {
    setSize(0);
    addReady(false);
    addTime();
  }

  private void addTime() {
    if (earlyTimeouts && timers.first() != null && !wasPassedOver()) {
      add(TIME);
    }
  }

  /** Of callbacks and of timers only the first is an option: they keep their order. */
  private void addReady(boolean idleToo) {
    boolean callback = false;
    long due = Long.MAX_VALUE;
    for (int place = 0; place < ready.size(); place++) {
      Entry entry = ready.get(place);
      InternalCallback.Effect effect = entry.effect();
      if ((!idleToo && spinDetector.isIdle(entry)) || running.holdsBack(entry)) {
        continue;
      }
      if (effect == InternalCallback.Effect.NONE
          || (effect == InternalCallback.Effect.WAKES && isOffered(entry.owner()))) {
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
      add(place);
    }
  }

  private boolean isOffered(@Nullable Object owner) {
    for (int option = 0; option < size(); option++) {
      if (ready.get(places[option]).owner() == owner) {
        return true;
      }
    }
    return false;
  }

  private void add(int place) {
    int size = size();
    if (size == places.length) {
      places = Arrays.copyOf(places, size * 2);
    }
    places[size] = place;
    setSize(size + 1);
  }

  private boolean wasPassedOver() {
    for (int place = 0; place < ready.size(); place++) {
      if (ready.get(place).passedOver) {
        return true;
      }
    }
    return false;
  }

  // ---- what the policy sees -----------------------------------------------------------------

  /** The place in the ready queue of an option, or {@link #TIME}. */
  int place(int option) {
    if (option >= size()) {
      throw new IndexOutOfBoundsException("option " + option + " of " + size());
    }
    return places[option];
  }

  @Override
  public Kind kind(int option) {
    int place = place(option);
    return place == TIME ? Kind.TIME : ready.get(place).kind();
  }

  @Override
  public @Nullable Access access(int option) {
    int place = place(option);
    return place == TIME ? null : ready.get(place).access();
  }

  @Override
  public long id(int option) {
    int place = place(option);
    return place == TIME ? TIME_ID : ready.get(place).id();
  }

  @Override
  public String name(int option) {
    int place = place(option);
    return place == TIME ? "time" : ready.get(place).name();
  }
}
