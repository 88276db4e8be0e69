package dev.heddle.specs.zoo;

import dev.heddle.Loop;

/** Two transfers lock the same two accounts in opposite orders, and wait for each other. */
@SuppressWarnings("ThreadPriorityCheck") // yields are where the bug needs a switch
final class OppositeLocks implements Specimen {
  private static final class Account {
    private final int number;
    private int balance = 100;

    Account(int number) {
      this.number = number;
    }

    static void transferCarelessly(Account from, Account to, int amount) {
      from.lockFirst(to, () -> move(from, to, amount));
    }

    static void transfer(Account from, Account to, int amount) {
      boolean ordered = from.number < to.number;
      Account first = ordered ? from : to;
      first.lockFirst(ordered ? to : from, () -> move(from, to, amount));
    }

    private synchronized void lockFirst(Account second, Runnable transfer) {
      Thread.yield(); // between two locks that may both be free
      second.lockSecond(transfer);
    }

    private synchronized void lockSecond(Runnable transfer) {
      transfer.run();
    }

    private static void move(Account from, Account to, int amount) {
      from.balance -= amount;
      to.balance += amount;
    }
  }

  @FunctionalInterface
  private interface Transfer {
    void run(Account from, Account to, int amount);
  }

  @Override
  public String bug() {
    return "two locks in two orders";
  }

  @Override
  public void buggy(Loop loop) throws Exception {
    run(Account::transferCarelessly);
  }

  @Override
  public void mended(Loop loop) throws Exception {
    run(Account::transfer);
  }

  private static void run(Transfer transfer) throws Exception {
    Account mine = new Account(1);
    Account yours = new Account(2);
    Together.run(
        () -> transfer.run(mine, yours, 30),
        () -> {
          Thread.yield(); // comes a little later
          transfer.run(yours, mine, 10);
        });
    Together.check("My balance", 80, mine.balance);
  }
}
