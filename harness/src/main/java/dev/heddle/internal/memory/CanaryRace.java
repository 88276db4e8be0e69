package dev.heddle.internal.memory;

/**
 * A template of code under test with a race: of two threads that count, one may be lost. It has no
 * part in what the harness does; a copy of it is explored to see whether races are found at all.
 */
final class CanaryRace {
  private int count;

  private CanaryRace() {}

  /**
   * Counts to two, in two threads.
   *
   * @return whether both have counted
   */
  static boolean countsToTwo() throws InterruptedException {
    CanaryRace race = new CanaryRace();
    Thread one = Thread.ofVirtual().name("one").start(race::add);
    Thread other = Thread.ofVirtual().name("other").start(race::add);
    one.join();
    other.join();
    return race.count == 2;
  }

  private void add() {
    count++;
  }
}
