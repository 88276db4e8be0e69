package dev.heddle.specs.libraries;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.heddle.junit.HeddleTest;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jctools.queues.MessagePassingQueue;
import org.jctools.queues.MpscArrayQueue;
import org.jctools.queues.MpscBlockingConsumerArrayQueue;
import org.jctools.queues.SpscArrayQueue;

/** JCTools: queues without locks, drained by consumers that spin until there is something. */
class JcToolsTest {
  private static final Duration BETWEEN = Duration.ofSeconds(10);
  private static final Duration ALL = BETWEEN.multipliedBy(4);

  static final Library LIBRARY =
      new Library(
          "JCTools",
          MpscArrayQueue.class,
          List.of(
              new Program("a drain that spins", ALL, JcToolsTest::spin),
              new Program("a drain that yields", ALL, JcToolsTest::yields),
              new Program("a drain that backs off", ALL, JcToolsTest::backOff),
              new Program("producers that spin while it is full", ALL, JcToolsTest::full),
              new Program("a consumer that blocks", ALL, JcToolsTest::block)));

  /** Two producers, each with its own time, and a consumer that drains until it is told to end. */
  private static void drain(List<String> log, MessagePassingQueue.WaitStrategy strategy)
      throws Exception {
    MessagePassingQueue<String> queue = new MpscArrayQueue<>(8);
    AtomicBoolean ends = new AtomicBoolean();
    Thread consumer =
        new Thread(() -> queue.drain(each -> Seen.around(log, each), strategy, () -> !ends.get()));
    consumer.start();
    Thread other = new Thread(() -> offerEach(queue, "b", Duration.ofSeconds(15), 2));
    other.start();
    offerEach(queue, "a", BETWEEN, 3);
    other.join();
    Thread.sleep(BETWEEN);
    ends.set(true);
    consumer.join();
  }

  private static void offerEach(
      MessagePassingQueue<String> queue, String name, Duration delay, int count) {
    for (int number = 1; number <= count; number++) {
      sleep(delay);
      queue.offer(name + number);
    }
  }

  private static void sleep(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> sorted(List<String> log) {
    return log.stream().sorted().toList();
  }

  private static final List<String> DRAINED =
      List.of("PT10S a1", "PT15S b1", "PT20S a2", "PT30S a3", "PT30S b2");

  private static void spin(List<String> log) throws Exception {
    drain(
        log,
        idle -> {
          Thread.onSpinWait();
          return idle + 1;
        });
  }

  @HeddleTest
  void spinsUntilThereIsSomething() throws Exception {
    assertEquals(DRAINED, sorted(Seen.by(JcToolsTest::spin)));
  }

  @SuppressWarnings("ThreadPriorityCheck") // as programs do that spin
  private static int yieldOnce(int idle) {
    Thread.yield();
    return idle + 1;
  }

  private static void yields(List<String> log) throws Exception {
    drain(log, JcToolsTest::yieldOnce);
  }

  @HeddleTest
  void yieldsUntilThereIsSomething() throws Exception {
    assertEquals(DRAINED, sorted(Seen.by(JcToolsTest::yields)));
  }

  private static void backOff(List<String> log) throws Exception {
    drain(
        log,
        idle -> {
          if (idle < 10) {
            Thread.onSpinWait();
          } else if (idle < 20) {
            yieldOnce(idle);
          } else {
            LockSupport.parkNanos(1_000);
          }
          return idle + 1;
        });
  }

  @HeddleTest
  void backsOffUntilThereIsSomething() throws Exception {
    assertEquals(DRAINED, sorted(Seen.by(JcToolsTest::backOff)));
  }

  private static void full(List<String> log) throws Exception {
    Queue<Integer> queue = new SpscArrayQueue<>(2);
    int capacity = ((MessagePassingQueue<?>) queue).capacity();
    Thread producer =
        new Thread(
            () -> {
              for (int number = 0; number < capacity + 4; number++) {
                while (!queue.offer(number)) {
                  Thread.onSpinWait();
                }
                Seen.around(log, "offered " + number);
              }
            });
    producer.start();
    for (int number = 0; number < 4; number++) {
      Thread.sleep(BETWEEN);
      queue.poll();
    }
    producer.join();
  }

  @HeddleTest
  void producersSpinWhileItIsFull() throws Exception {
    List<String> log = Seen.by(JcToolsTest::full);
    int capacity = log.size() - 4;
    assertEquals("PT0S offered " + (capacity - 1), log.get(capacity - 1));
    assertEquals("PT10S offered " + capacity, log.get(capacity));
    assertEquals("PT40S offered " + (capacity + 3), log.get(capacity + 3));
  }

  private static void block(List<String> log) throws Exception {
    MpscBlockingConsumerArrayQueue<String> queue = new MpscBlockingConsumerArrayQueue<>(8);
    Thread consumer =
        new Thread(
            () -> {
              try {
                Seen.around(log, queue.take());
                Seen.around(log, String.valueOf(queue.poll(25, TimeUnit.SECONDS)));
                Seen.around(log, queue.take());
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    consumer.start();
    Thread.sleep(BETWEEN);
    queue.offer("a");
    Thread.sleep(BETWEEN.multipliedBy(3));
    queue.offer("b");
    consumer.join();
  }

  @HeddleTest
  void consumersBlockUntilThereIsSomething() throws Exception {
    assertEquals(List.of("PT10S a", "PT35S null", "PT40S b"), Seen.by(JcToolsTest::block));
  }
}
