package dev.heddle.junit.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.heddle.junit.HeddleTest;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

@SpringJUnitConfig(StockTest.Beans.class)
class StockTest {
  @Configuration
  static class Beans {
    @Bean
    AtomicInteger stock() {
      return new AtomicInteger();
    }
  }

  @Autowired AtomicInteger stock;

  @BeforeEach
  void oneIsLeft() {
    stock.set(1); // the bean is shared by all schedules
  }

  @HeddleTest(exhaustive = true)
  void onlyOneGetsIt(ExecutorService pool) throws Exception {
    Future<Boolean> one = pool.submit(this::take);
    Future<Boolean> other = pool.submit(this::take);
    assertEquals(1, (one.get() ? 1 : 0) + (other.get() ? 1 : 0));
  }

  private boolean take() {
    int seen = stock.get();
    return seen > 0 && stock.compareAndSet(seen, seen - 1);
  }
}
