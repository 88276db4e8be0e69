package dev.heddle.specs.races;

import java.util.concurrent.atomic.AtomicInteger;

/** A volatile field is read, added to and written; an addition in between is lost. */
final class VolatileAddition implements Race {
  private interface Counter {
    void add();

    int value();
  }

  private static final class Careless implements Counter {
    private volatile int value;

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // the bug
    public void add() {
      value += 2;
    }

    @Override
    public int value() {
      return value;
    }
  }

  private static final class Atomic implements Counter {
    private final AtomicInteger value = new AtomicInteger();

    @Override
    public void add() {
      value.addAndGet(2);
    }

    @Override
    public int value() {
      return value.get();
    }
  }

  @Override
  public String bug() {
    return "compound assignment to a volatile field";
  }

  @Override
  public Level level() {
    return Level.VOLATILE;
  }

  @Override
  public void buggy() throws Exception {
    run(new Careless());
  }

  @Override
  public void mended() throws Exception {
    run(new Atomic());
  }

  private static void run(Counter counter) throws Exception {
    Threads.runAll(counter::add, counter::add);
    Check.number("The counter", 4, counter.value());
  }
}
