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

  private final ReadyOffer offer;

  public EntryChooser(
      boolean earlyTimeouts,
      ReadyQueue ready,
      Timers timers,
      SpinDetector spinDetector,
      Decisions decisions,
      EntryRunner runner,
      Runnable timeMover) {
    this.ready = ready;
    this.decisions = decisions;
    this.runner = runner;
    this.timeMover = timeMover;
    offer = new ReadyOffer(ready, timers, spinDetector, earlyTimeouts);
  }

  /** Takes the next entry out of the ready queue; null if that is empty. */
  public @Nullable Entry next() {
    decisions.stepNeededNoDecision();
    if (!decisions.isAsked()) {
      return ready.poll();
    }
    while (!ready.isEmpty() && !ready.get(0).isSilent()) {
      offer.collect();
      int place = offer.place(decisions.ask(offer));
      decisions.stepChosenFrom(offer);
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
    return ready.poll();
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
