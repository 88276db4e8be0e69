package dev.heddle.specs.libraries;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.lmax.disruptor.BlockingWaitStrategy;
import com.lmax.disruptor.BusySpinWaitStrategy;
import com.lmax.disruptor.EventHandler;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.SleepingWaitStrategy;
import com.lmax.disruptor.TimeoutBlockingWaitStrategy;
import com.lmax.disruptor.WaitStrategy;
import com.lmax.disruptor.YieldingWaitStrategy;
import com.lmax.disruptor.dsl.Disruptor;
import com.lmax.disruptor.dsl.EventHandlerGroup;
import com.lmax.disruptor.dsl.ProducerType;
import dev.heddle.junit.HeddleTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The LMAX Disruptor: consumers that spin, yield, park for a moment, or block until an event. */
class DisruptorTest {
  private static final int EVENTS = 3;
  private static final Duration BETWEEN = Duration.ofSeconds(10);
  private static final Duration ALL = BETWEEN.multipliedBy(EVENTS + 1);

  static final Library LIBRARY =
      new Library(
          "Disruptor",
          Disruptor.class,
          List.of(
              new Program("consumers that spin", ALL, DisruptorTest::spin),
              new Program("consumers that yield", ALL, DisruptorTest::yields),
              new Program("consumers that park for a moment", ALL, DisruptorTest::park),
              new Program("consumers that block", ALL, DisruptorTest::block),
              new Program("consumers with a time limit", ALL, DisruptorTest::limit)));

  /** An entry of the ring. */
  private static final class Event {
    int number;
  }

  /** Logs what it gets, and when nothing has come for a while. */
  private record Logger(String name, List<String> log) implements EventHandler<Event> {
    @Override
    public void onEvent(Event event, long sequence, boolean last) {
      Seen.around(log, name + " " + event.number);
    }

    @Override
    public void onTimeout(long sequence) {
      Seen.around(log, name + " waits");
    }
  }

  /** Handlers, each after the one before it, and a producer that takes its time. */
  private static void run(List<String> log, WaitStrategy strategy, String... handlers)
      throws Exception {
    List<Thread> threads = new ArrayList<>();
    Disruptor<Event> disruptor =
        new Disruptor<>(
            Event::new,
            4,
            body -> {
              threads.add(new Thread(body));
              return threads.get(threads.size() - 1);
            },
            ProducerType.MULTI, // with assertions, SINGLE keeps every producer in a static field
            strategy);
    EventHandlerGroup<Event> last = disruptor.handleEventsWith(new Logger(handlers[0], log));
    for (int next = 1; next < handlers.length; next++) {
      last = last.then(new Logger(handlers[next], log));
    }
    RingBuffer<Event> ring = disruptor.start();
    for (int number = 1; number <= EVENTS; number++) {
      Thread.sleep(BETWEEN);
      int published = number;
      ring.publishEvent((event, sequence) -> event.number = published);
    }
    Thread.sleep(BETWEEN); // shutdown() spins in real time while there is work left
    disruptor.shutdown();
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private static final List<String> ONCE_EACH =
      List.of(
          "PT10S first 1",
          "PT10S then 1",
          "PT20S first 2",
          "PT20S then 2",
          "PT30S first 3",
          "PT30S then 3");

  private static void spin(List<String> log) throws Exception {
    run(log, new BusySpinWaitStrategy(), "first", "then");
  }

  @HeddleTest
  void spinningConsumersSeeEventsAtOnce() throws Exception {
    assertEquals(ONCE_EACH, Seen.by(DisruptorTest::spin));
  }

  private static void yields(List<String> log) throws Exception {
    run(log, new YieldingWaitStrategy(), "first", "then");
  }

  @HeddleTest
  void yieldingConsumersSeeEventsAtOnce() throws Exception {
    assertEquals(ONCE_EACH, Seen.by(DisruptorTest::yields));
  }

  private static void park(List<String> log) throws Exception {
    run(log, new SleepingWaitStrategy(), "first", "then");
  }

  @HeddleTest
  void parkingConsumersSeeEventsSoon() throws Exception {
    assertEquals(ONCE_EACH, Seen.by(DisruptorTest::park));
  }

  private static void block(List<String> log) throws Exception {
    run(log, new BlockingWaitStrategy(), "first", "then");
  }

  @HeddleTest
  void blockedConsumersAreWoken() throws Exception {
    assertEquals(ONCE_EACH, Seen.by(DisruptorTest::block));
  }

  private static void limit(List<String> log) throws Exception {
    run(log, new TimeoutBlockingWaitStrategy(4, TimeUnit.SECONDS), "only");
  }

  @HeddleTest
  void consumersGiveUpAfterFourSeconds() throws Exception {
    List<String> log = Seen.by(DisruptorTest::limit);
    assertEquals(
        List.of(
            "PT4S only waits",
            "PT8S only waits",
            "PT10S only 1",
            "PT14S only waits",
            "PT18S only waits",
            "PT20S only 2"),
        log.subList(0, 6));
  }
}
