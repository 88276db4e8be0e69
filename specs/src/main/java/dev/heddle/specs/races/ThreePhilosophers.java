package dev.heddle.specs.races;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** Each of three philosophers takes the left fork first and waits for the right one. */
final class ThreePhilosophers implements Race {
  private abstract static class Table {
    private final List<Lock> forks =
        List.of(new ReentrantLock(), new ReentrantLock(), new ReentrantLock());
    private final int[] meals = new int[3];

    abstract void eat(int seat);

    void eat(int seat, int firstFork, int secondFork) {
      Lock first = forks.get(firstFork);
      Lock second = forks.get(secondFork);
      first.lock();
      try {
        second.lock();
        try {
          meals[seat]++;
        } finally {
          second.unlock();
        }
      } finally {
        first.unlock();
      }
    }
  }

  private static final class LeftFirst extends Table {
    @Override
    void eat(int seat) {
      eat(seat, seat, (seat + 1) % 3);
    }
  }

  private static final class LowestFirst extends Table {
    @Override
    void eat(int seat) {
      int right = (seat + 1) % 3;
      eat(seat, Math.min(seat, right), Math.max(seat, right));
    }
  }

  @Override
  public String bug() {
    return "a cycle of three locks";
  }

  @Override
  public Level level() {
    return Level.SYNC;
  }

  @Override
  public void buggy() throws Exception {
    run(new LeftFirst());
  }

  @Override
  public void mended() throws Exception {
    run(new LowestFirst());
  }

  private static void run(Table table) throws Exception {
    Threads.runAll(() -> table.eat(0), () -> table.eat(1), () -> table.eat(2));
    Check.number("The number of meals", 3, Arrays.stream(table.meals).sum());
  }
}
