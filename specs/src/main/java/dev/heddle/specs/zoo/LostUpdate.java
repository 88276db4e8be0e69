package dev.heddle.specs.zoo;

import dev.heddle.Loop;

/** Two deposits read the balance before either has written it, and one of them is lost. */
@SuppressWarnings("ThreadPriorityCheck") // yields are where the bug needs a switch
final class LostUpdate implements Specimen {
  private static final class Account {
    private int balance;

    void depositCarelessly(int amount) {
      int before = balance;
      Thread.yield(); // between a read and a write, which do not block
      balance = before + amount;
    }

    synchronized void deposit(int amount) {
      depositCarelessly(amount);
    }
  }

  @FunctionalInterface
  private interface Deposit {
    void of(int amount);
  }

  @Override
  public String bug() {
    return "lost update across a suspension";
  }

  @Override
  public void buggy(Loop loop) throws Exception {
    Account account = new Account();
    run(account, account::depositCarelessly);
  }

  @Override
  public void mended(Loop loop) throws Exception {
    Account account = new Account();
    run(account, account::deposit);
  }

  private static void run(Account account, Deposit deposit) throws Exception {
    Together.run(
        () -> deposit.of(100),
        () -> {
          Thread.yield(); // comes a little later
          deposit.of(20);
        });
    Together.check("The balance", 120, account.balance);
  }
}
