package dev.heddle.specs.races;

/**
 * The balance is checked in one critical section and taken from in the next; two withdrawals take
 * it twice.
 */
final class BalanceInTwoHalves implements Race {
  private abstract static class Account {
    private int balance = 100;

    abstract void withdraw(int amount);

    synchronized int balance() {
      return balance;
    }

    synchronized void take(int amount) {
      balance -= amount;
    }
  }

  private static final class Careless extends Account {
    @Override
    void withdraw(int amount) {
      if (balance() >= amount) {
        take(amount);
      }
    }
  }

  private static final class OneSection extends Account {
    @Override
    synchronized void withdraw(int amount) {
      if (balance() >= amount) {
        take(amount);
      }
    }
  }

  @Override
  public String bug() {
    return "a check and an act under the lock, but not together";
  }

  @Override
  public Level level() {
    return Level.SYNC;
  }

  @Override
  public void buggy() throws Exception {
    run(new Careless());
  }

  @Override
  public void mended() throws Exception {
    run(new OneSection());
  }

  private static void run(Account account) throws Exception {
    Threads.runAll(() -> account.withdraw(80), () -> account.withdraw(60));
    Check.that(account.balance() >= 0, "The balance must not be negative.");
  }
}
