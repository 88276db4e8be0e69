package dev.heddle.junit.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.heddle.junit.HeddleTest;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mockito.InjectMocks;
import org.mockito.Mock;
import org.mockito.junit.jupiter.MockitoExtension;

@ExtendWith(MockitoExtension.class)
class OrdersTest {
  interface Bank {
    boolean charge(int amount);
  }

  static class Orders {
    private final Bank bank;
    private int paid;

    Orders(Bank bank) {
      this.bank = bank;
    }

    synchronized int pay(int amount) {
      return bank.charge(amount) ? ++paid : paid;
    }
  }

  @Mock Bank bank;
  @InjectMocks Orders orders;

  @BeforeEach
  void theBankIsSlow() {
    when(bank.charge(anyInt()))
        .thenAnswer(
            call -> {
              Thread.sleep(2_000);
              return true;
            });
  }

  @HeddleTest(schedules = 100)
  void bothArePaid(ExecutorService pool) throws Exception {
    Future<Integer> one = pool.submit(() -> orders.pay(10));
    Future<Integer> other = pool.submit(() -> orders.pay(20));
    assertEquals(3, one.get() + other.get());
    verify(bank, times(2)).charge(anyInt());
  }
}
