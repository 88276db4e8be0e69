import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.heddle.junit.HeddleTest;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

class DepositsTest {
  static class Account {
    int balance;

    Void deposit(int amount) throws InterruptedException {
      int read = balance;
      Thread.sleep(2); // a slow database
      balance = read + amount;
      return null;
    }
  }

  @HeddleTest(schedules = 1_000)
  void noneIsLost(ExecutorService pool) throws Exception {
    Account account = new Account();

    Future<Void> first = pool.submit(() -> account.deposit(10));
    Thread.sleep(2);
    Future<Void> second = pool.submit(() -> account.deposit(5));

    first.get();
    second.get();
    assertEquals(15, account.balance);
  }
}
