package dev.heddle.specs.races;

/** Two threads increment a plain field, and one increment is lost. */
final class PlainCounter implements Race {
  private interface Counter {
    void add();

    int value();
  }

  private static final class Careless implements Counter {
    private int value;

    @Override
    public void add() {
      value++;
    }

    @Override
    public int value() {
      return value;
    }
  }

  private static final class Locked implements Counter {
    private int value;

    @Override
    public synchronized void add() {
      value++;
    }

    @Override
    public synchronized int value() {
      return value;
    }
  }

  @Override
  public String bug() {
    return "two increments of a plain field";
  }

  @Override
  public Level level() {
    return Level.ALL;
  }

  @Override
  public void buggy() throws Exception {
    run(new Careless());
  }

  @Override
  public void mended() throws Exception {
    run(new Locked());
  }

  private static void run(Counter counter) throws Exception {
    Threads.runAll(counter::add, counter::add);
    Check.number("The counter", 2, counter.value());
  }
}
