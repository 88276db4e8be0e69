package dev.heddle.specs.libraries;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.heddle.junit.HeddleTest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Mutiny: delays, time limits, retries and ticks, on the scheduler of its infrastructure. */
class MutinyTest {
  static final Library LIBRARY =
      new Library(
          "Mutiny",
          Uni.class,
          List.of(
              new Program("delays, timeout", Duration.ofHours(3), MutinyTest::delays),
              new Program("retries with back-off", Duration.ofHours(7), MutinyTest::retries),
              new Program("ticks", Duration.ofHours(3), MutinyTest::ticks)));

  private static void delays(List<String> log) {
    Seen.at(
        log,
        Uni.createFrom()
            .item("late")
            .onItem()
            .delayIt()
            .by(Duration.ofHours(2))
            .await()
            .indefinitely());
    Seen.at(
        log,
        Uni.createFrom()
            .item("too late")
            .onItem()
            .delayIt()
            .by(Duration.ofHours(2))
            .ifNoItem()
            .after(Duration.ofHours(1))
            .fail()
            .onFailure(TimeoutException.class)
            .recoverWithItem("given up")
            .await()
            .indefinitely());
  }

  @HeddleTest
  void delaysAndGivesUp() throws Exception {
    assertEquals(List.of("PT2H late", "PT3H given up"), Seen.by(MutinyTest::delays));
  }

  private static void retries(List<String> log) {
    AtomicInteger calls = new AtomicInteger();
    Uni<String> server =
        Uni.createFrom()
            .item(
                () -> {
                  Seen.at(log, "attempt");
                  return calls.incrementAndGet();
                })
            .onItem()
            .transformToUni(
                call ->
                    call < 4
                        ? Uni.createFrom().failure(new IOException("down"))
                        : Uni.createFrom().item("up"));
    Seen.at(
        log,
        server
            .onFailure(IOException.class)
            .retry()
            .withBackOff(Duration.ofHours(1), Duration.ofHours(8))
            .withJitter(0)
            .atMost(10)
            .await()
            .indefinitely());
  }

  @HeddleTest
  void retriesWithBackOff() throws Exception {
    assertEquals(
        List.of("PT0S attempt", "PT1H attempt", "PT3H attempt", "PT7H attempt", "PT7H up"),
        Seen.by(MutinyTest::retries));
  }

  private static void ticks(List<String> log) {
    Seen.at(
        log,
        ""
            + Multi.createFrom()
                .ticks()
                .startingAfter(Duration.ofHours(1))
                .every(Duration.ofHours(1))
                .select()
                .first(3)
                .collect()
                .asList()
                .await()
                .indefinitely());
  }

  @HeddleTest
  void ticksByTheHour() throws Exception {
    assertEquals(List.of("PT3H [0, 1, 2]"), Seen.by(MutinyTest::ticks));
  }
}
