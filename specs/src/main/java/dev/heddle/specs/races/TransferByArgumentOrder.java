package dev.heddle.specs.races;

/**
 * A transfer locks the account it takes from first; two transfers in opposite directions wait for
 * each other.
 */
final class TransferByArgumentOrder implements Race {
  private static final class Account {
    final int number;
    int balance = 100;

    Account(int number) {
      this.number = number;
    }
  }

  private interface Bank {
    void transfer(Account from, Account to, int amount);
  }

  private static void transferCarelessly(Account from, Account to, int amount) {
    synchronized (from) {
      synchronized (to) {
        from.balance -= amount;
        to.balance += amount;
      }
    }
  }

  private static void transferByNumber(Account from, Account to, int amount) {
    boolean ascending = from.number < to.number;
    synchronized (ascending ? from : to) {
      synchronized (ascending ? to : from) {
        from.balance -= amount;
        to.balance += amount;
      }
    }
  }

  @Override
  public String bug() {
    return "locks in the order of the arguments";
  }

  @Override
  public Level level() {
    return Level.SYNC;
  }

  @Override
  public void buggy() throws Exception {
    run(TransferByArgumentOrder::transferCarelessly);
  }

  @Override
  public void mended() throws Exception {
    run(TransferByArgumentOrder::transferByNumber);
  }

  private static void run(Bank bank) throws Exception {
    Account one = new Account(1);
    Account two = new Account(2);
    Threads.runAll(() -> bank.transfer(one, two, 10), () -> bank.transfer(two, one, 20));
    Check.number("The first balance", 110, one.balance);
    Check.number("The second balance", 90, two.balance);
  }
}
