package dev.heddle.specs.libraries;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.heddle.junit.HeddleTest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Awaitility: waits by polling, which takes no real time. */
class AwaitilityTest {
  static final Library LIBRARY =
      new Library(
          "Awaitility",
          Awaitility.class,
          List.of(
              new Program(
                  "polls until it is so",
                  Duration.ofHours(1).plusMillis(9_100),
                  AwaitilityTest::polls),
              new Program("gives up", Duration.ofDays(1), AwaitilityTest::givesUp),
              new Program("stays so", Duration.ofHours(5), AwaitilityTest::staysSo)));

  private static void polls(List<String> log) throws Exception {
    AtomicBoolean arrived = new AtomicBoolean();
    Thread courier =
        new Thread(
            () -> {
              sleep(Duration.ofSeconds(9).plusMillis(42));
              arrived.set(true);
              Seen.at(log, "arrived");
            });
    courier.start();
    await().untilTrue(arrived);
    Seen.at(log, "seen");
    await().atMost(Duration.ofDays(1)).pollDelay(Duration.ofHours(1)).until(() -> true);
    Seen.at(log, "waited on");
    courier.join();
  }

  @HeddleTest
  void pollsEachTenthOfASecond() throws Exception {
    assertEquals(
        List.of("PT9.042S arrived", "PT9.1S seen", "PT1H9.1S waited on"),
        Seen.by(AwaitilityTest::polls));
  }

  private static void givesUp(List<String> log) {
    AtomicInteger polls = new AtomicInteger();
    Callable<Boolean> never =
        () -> {
          polls.incrementAndGet();
          return false;
        };
    assertThrows(
        ConditionTimeoutException.class,
        () -> await().atMost(Duration.ofDays(1)).pollInterval(Duration.ofMinutes(10)).until(never));
    Seen.at(log, "gave up after " + polls + " polls");
  }

  @HeddleTest
  void givesUpAfterADay() throws Exception {
    assertEquals(List.of("PT24H gave up after 143 polls"), Seen.by(AwaitilityTest::givesUp));
  }

  private static void staysSo(List<String> log) {
    AtomicInteger value = new AtomicInteger();
    Thread changing =
        new Thread(
            () -> {
              for (int i = 0; i < 3; i++) {
                sleep(Duration.ofHours(1));
                Seen.at(log, "is " + value.incrementAndGet());
              }
            });
    changing.start();
    await()
        .atMost(Duration.ofDays(1))
        .during(Duration.ofHours(2))
        .pollInterval(Duration.ofMinutes(1))
        .untilAtomic(value, org.hamcrest.Matchers.is(3));
    Seen.at(log, "stayed so");
  }

  @HeddleTest
  void staysSoForTwoHours() throws Exception {
    assertEquals(
        List.of("PT1H is 1", "PT2H is 2", "PT3H is 3", "PT5H stayed so"),
        Seen.by(AwaitilityTest::staysSo));
  }

  private static void sleep(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
