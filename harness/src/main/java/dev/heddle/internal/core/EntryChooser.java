package dev.heddle.internal.core;

import org.jspecify.annotations.Nullable;

/** Takes the next entry out of the ready queue: the first, or the one that the policy chooses. */
public final class EntryChooser {
  private final ReadyQueue ready;

  private final Decisions decisions;

  /** Runs internal callbacks that wake a thread which the policy has chosen. */
  private final EntryRunner runner;

  /** Moves time on, though something is ready, and puts the timers that are due into the queue. */
  private final Runnable timeMover;

  private final RunningStep running;

  private final ReadyOffer offer;

  private final PointOffer pointOffer;

  /** What was chosen in the middle of a step that has been stopped for it. */
  private int chosen = NOTHING;

  private static final int NOTHING = Integer.MIN_VALUE;

  public EntryChooser(
      boolean earlyTimeouts,
      ReadyQueue ready,
      Timers timers,
      SpinDetector spinDetector,
      RunningStep running,
      Decisions decisions,
      EntryRunner runner,
      Runnable timeMover) {
    this.ready = ready;
    this.decisions = decisions;
    this.runner = runner;
    this.timeMover = timeMover;
    this.running = running;
    offer = new ReadyOffer(ready, timers, spinDetector, running, earlyTimeouts);
    pointOffer = new PointOffer(offer);
  }

  /** Takes the next entry out of the ready queue; null if that is empty. */
  public @Nullable Entry next() {
    decisions.stepNeededNoDecision();
    if (!decisions.isAsked()) {
      chosen = NOTHING;
      return poll();
    }
    while (!ready.isEmpty() && (chosen != NOTHING || !ready.get(0).isSilent())) {
      int place = chosen;
      if (place == NOTHING) {
        offer.collect();
        place = offer.place(decisions.ask(offer));
        decisions.stepChosenFrom(offer);
      } else {
        chosen = NOTHING;
        decisions.stepChosenFrom(pointOffer);
      }
      if (place == ReadyOffer.TIME) {
        passOver();
        continue;
      }
      Entry entry = ready.get(place);
      if (!entry.isSilent()) {
        return ready.removeAt(place);
      }
      Entry woken = wakeAll(entry.owner());
      if (woken != null) {
        return woken;
      }
    }
    return poll();
  }

  /** The first that may run. */
  private @Nullable Entry poll() {
    if (running.split == null) {
      return ready.poll();
    }
    for (int place = 0; place < ready.size(); place++) {
      if (!running.holdsBack(ready.get(place))) {
        return ready.removeAt(place);
      }
    }
    return null;
  }

  /**
   * The running thread stands before an access: may it go on, or does another one go first? Called
   * on it. If another one goes, it has to leave its carrier.
   *
   * @return whether it goes on
   */
  public boolean goesOn(ManagedThread self) {
    offer.collectOthers();
    if (offer.size() == 0) {
      return true;
    }
    pointOffer.begin(self);
    int option = decisions.ask(pointOffer);
    if (option == 0) {
      return true;
    }
    chosen = offer.place(option - 1);
    return false;
  }

  /** The running thread could not leave its carrier, and goes on after all. */
  public void goesOnAfterAll() {
    chosen = NOTHING;
  }

  /** Runs all callbacks of an owner; returns the thread that they wake, which runs at once. */
  private @Nullable Entry wakeAll(@Nullable Object owner) {
    int last = ready.size();
    for (int place = 0; place < last; place++) {
      if (owner != null && ready.get(place).owner() == owner) {
        ready.removeAt(place--).run(runner);
        last--;
      }
    }
    return last < ready.size() ? ready.removeAt(last) : null;
  }

  /** Moves time on past everything that is ready. */
  private void passOver() {
    for (int place = 0; place < ready.size(); place++) {
      ready.get(place).passedOver = true;
    }
    timeMover.run();
  }
}
