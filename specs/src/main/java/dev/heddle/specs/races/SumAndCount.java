package dev.heddle.specs.races;

/** A reader divides a new sum by an old count. */
final class SumAndCount implements Race {
  private interface Statistics {
    void add(int value);

    int average();
  }

  private static final class Careless implements Statistics {
    private int sum;
    private int count;

    @Override
    public void add(int value) {
      sum += value;
      count++;
    }

    @Override
    public int average() {
      return sum / count;
    }
  }

  private static final class Locked implements Statistics {
    private int sum;
    private int count;

    @Override
    public synchronized void add(int value) {
      sum += value;
      count++;
    }

    @Override
    public synchronized int average() {
      return sum / count;
    }
  }

  @Override
  public String bug() {
    return "sum and count read at different moments";
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

  private static void run(Statistics statistics) throws Exception {
    statistics.add(10);
    Threads.runAll(
        () -> statistics.add(10), () -> Check.number("The average", 10, statistics.average()));
  }
}
