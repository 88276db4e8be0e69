package dev.heddle.specs.races;

import java.util.concurrent.atomic.AtomicInteger;

/** An atomic integer is incremented by a get and a set, and an increment in between is lost. */
final class AtomicGetThenSet implements Race {
  private interface Increment {
    void of(AtomicInteger counter);
  }

  @Override
  public String bug() {
    return "get, then set of an atomic integer";
  }

  @Override
  public Level level() {
    return Level.VOLATILE;
  }

  @Override
  public void buggy() throws Exception {
    run(counter -> counter.set(counter.get() + 1));
  }

  @Override
  public void mended() throws Exception {
    run(AtomicInteger::incrementAndGet);
  }

  private static void run(Increment increment) throws Exception {
    AtomicInteger counter = new AtomicInteger();
    Threads.runAll(() -> increment.of(counter), () -> increment.of(counter));
    Check.number("The counter", 2, counter.get());
  }
}
