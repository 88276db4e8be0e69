package dev.heddle.specs.zoo;

import dev.heddle.Loop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A client gives up on a payment that succeeds all the same, and pays again. */
final class RepeatedSideEffect implements Specimen {
  private static final int ATTEMPTS = 2;

  private static final class Bank {
    private final boolean careless;
    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private int payments;

    Bank(boolean careless) {
      this.careless = careless;
    }

    void pay(String request) throws InterruptedException {
      Thread.sleep(Duration.ofMillis(900));
      if (careless || seen.add(request)) {
        payments++;
      }
    }
  }

  @Override
  public String bug() {
    return "retry that repeats a side effect";
  }

  @Override
  public boolean earlyTimeouts() {
    return true;
  }

  @Override
  public void buggy(Loop loop) throws Exception {
    run(new Bank(true));
  }

  @Override
  public void mended(Loop loop) throws Exception {
    run(new Bank(false));
  }

  private static void run(Bank bank) throws Exception {
    List<Future<Boolean>> attempts = new ArrayList<>();
    do {
      attempts.add(pay(bank));
    } while (!paid(attempts.get(attempts.size() - 1)) && attempts.size() < ATTEMPTS);
    for (Future<Boolean> attempt : attempts) {
      attempt.get();
    }
    Together.check("The payments", 1, bank.payments);
  }

  private static Future<Boolean> pay(Bank bank) {
    FutureTask<Boolean> payment =
        new FutureTask<>(
            () -> {
              bank.pay("request 7");
              return true;
            });
    Thread.startVirtualThread(payment);
    return payment;
  }

  private static boolean paid(Future<Boolean> payment) throws Exception {
    try {
      return payment.get(1, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      return false;
    }
  }
}
