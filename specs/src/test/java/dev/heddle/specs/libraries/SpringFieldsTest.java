package dev.heddle.specs.libraries;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.heddle.junit.HeddleTest;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

/** Spring's test context fills the fields of each schedule with the beans of one context. */
@SpringJUnitConfig(SpringFieldsTest.Beans.class)
class SpringFieldsTest {
  @Configuration
  static class Beans {
    @Bean
    AtomicInteger stock() {
      return new AtomicInteger();
    }
  }

  /** The bean of the first schedule. */
  private static AtomicInteger first;

  @Autowired AtomicInteger stock;

  @BeforeEach
  void reset() {
    stock.set(1); // beans are shared by all schedules
  }

  @HeddleTest(exhaustive = true)
  void onlyOneGetsIt(ExecutorService pool) throws Exception {
    first = first == null ? stock : first;
    assertSame(first, stock);
    Future<Boolean> one = pool.submit(this::take);
    Future<Boolean> other = pool.submit(this::take);
    assertEquals(1, (one.get() ? 1 : 0) + (other.get() ? 1 : 0));
    assertEquals(0, stock.get());
  }

  private boolean take() {
    int seen = stock.get();
    Thread.yield();
    return seen > 0 && stock.compareAndSet(seen, seen - 1);
  }
}
