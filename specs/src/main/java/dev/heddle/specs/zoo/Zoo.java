package dev.heddle.specs.zoo;

import java.util.List;

/** The specimens. */
public final class Zoo {
  private Zoo() {}

  /** All of them. */
  public static List<Specimen> all() {
    return List.of(
        new LostUpdate(),
        new Stampede(),
        new DoubleStart(),
        new OppositeLocks(),
        new ThreeWayCycle(),
        new DiningPhilosophers(),
        new IfForWhile(),
        new NotifyForNotifyAll(),
        new WrongOneNotified(),
        new LookOutsideLock(),
        new BoundedBuffer(),
        new ReadersAndWriters(),
        new LeakyPool(),
        new ReleaseWithoutAcquire(),
        new SwallowedInterrupt(),
        new TimeoutAgainstCompletion(),
        new RepeatedSideEffect(),
        new EventBeforeListener(),
        new WrongCount(),
        new PrematureClose(),
        new ChangedWhileIterated(),
        new AbaStack());
  }
}
