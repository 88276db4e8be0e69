package dev.heddle.specs.zoo;

import dev.heddle.Loop;
import java.util.OptionalInt;
import java.util.concurrent.Semaphore;

/** Each philosopher holds the fork to the left, and waits for the one to the right. */
@SuppressWarnings("ThreadPriorityCheck") // yields are where the bug needs a switch
final class DiningPhilosophers implements Specimen {
  private static final int SEATS = 4;

  private static final class Table {
    private final Semaphore[] forks = new Semaphore[SEATS];
    private int meals;

    Table() {
      for (int seat = 0; seat < SEATS; seat++) {
        forks[seat] = new Semaphore(1);
      }
    }

    void eatCarelessly(int seat) throws InterruptedException {
      eat(seat, (seat + 1) % SEATS);
    }

    void eat(int seat) throws InterruptedException {
      int other = (seat + 1) % SEATS;
      eat(Math.min(seat, other), Math.max(seat, other));
    }

    private void eat(int first, int second) throws InterruptedException {
      forks[first].acquire();
      Thread.yield(); // between two forks that may both be free
      forks[second].acquire();
      meals++;
      forks[second].release();
      forks[first].release();
    }
  }

  @FunctionalInterface
  private interface Meal {
    void at(int seat) throws InterruptedException;
  }

  @Override
  public String bug() {
    return "dining philosophers, each with the left fork first";
  }

  @Override
  public OptionalInt bound() {
    return OptionalInt.of(3);
  }

  @Override
  public void buggy(Loop loop) throws Exception {
    Table table = new Table();
    run(table, table::eatCarelessly);
  }

  @Override
  public void mended(Loop loop) throws Exception {
    Table table = new Table();
    run(table, table::eat);
  }

  private static void run(Table table, Meal meal) throws Exception {
    Together.Body[] philosophers = new Together.Body[SEATS];
    for (int i = 0; i < SEATS; i++) {
      int seat = i;
      philosophers[seat] =
          () -> {
            think(seat);
            meal.at(seat);
          };
    }
    Together.run(philosophers);
    Together.check("The meals", SEATS, table.meals);
  }

  /** They become hungry one after the other. */
  private static void think(int thoughts) {
    for (int i = 0; i < thoughts; i++) {
      Thread.yield();
    }
  }
}
