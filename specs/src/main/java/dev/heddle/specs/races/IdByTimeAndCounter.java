package dev.heddle.specs.races;

import java.util.Arrays;

/**
 * A generator joins the time and a counter; the counter is reset between the reads of the two, and
 * an id comes twice.
 */
final class IdByTimeAndCounter implements Race {
  private interface Ids {
    long next(long now);
  }

  private static final class Careless implements Ids {
    private long time;
    private int counter;

    @Override
    public long next(long now) {
      if (now > time) {
        time = now;
        counter = 0;
      }
      return time * 1000 + counter++;
    }
  }

  private static final class Locked implements Ids {
    private long time;
    private int counter;

    @Override
    public synchronized long next(long now) {
      if (now > time) {
        time = now;
        counter = 0;
      }
      return time * 1000 + counter++;
    }
  }

  @Override
  public String bug() {
    return "counter reset between two reads";
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

  private static void run(Ids ids) throws Exception {
    long[] given = {ids.next(1), 0, 0};
    Threads.runAll(() -> given[1] = ids.next(1), () -> given[2] = ids.next(2));
    Check.number("The number of different ids", 3, Arrays.stream(given).distinct().count());
  }
}
