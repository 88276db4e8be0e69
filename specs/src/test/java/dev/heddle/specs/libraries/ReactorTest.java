package dev.heddle.specs.libraries;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.heddle.junit.HeddleTest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/** Reactor: delays, time limits and retries, on the schedulers that it keeps in static fields. */
class ReactorTest {
  static final Library LIBRARY =
      new Library(
          "Reactor",
          Mono.class,
          List.of(
              new Program("delay, interval", Duration.ofHours(3), ending(ReactorTest::delays)),
              new Program("timeout", Duration.ofHours(5), ending(ReactorTest::limitsTime)),
              new Program(
                  "retries with back-off", Duration.ofHours(31), ending(ReactorTest::retries)),
              new Program(
                  "blocking calls on boundedElastic",
                  Duration.ofHours(3),
                  ending(ReactorTest::blocks))));

  /** The schedulers' threads end with the run that they belong to; the next use makes new ones. */
  private static Program.Body ending(Program.Body program) {
    return log -> {
      try {
        program.run(log);
      } finally {
        Schedulers.shutdownNow();
      }
    };
  }

  @AfterEach
  void endSchedulers() {
    Schedulers.shutdownNow();
  }

  private static void delays(List<String> log) {
    String late = Mono.delay(Duration.ofHours(1)).map(n -> Seen.on("late")).block();
    Seen.at(log, String.valueOf(late));
    Flux.interval(Duration.ofMinutes(40))
        .take(3)
        .doOnNext(tick -> Seen.at(log, Seen.on("tick " + tick)))
        .blockLast();
  }

  @HeddleTest
  void delaysAndTicks() throws Exception {
    assertEquals(
        List.of(
            "PT1H late on parallel-1",
            "PT1H40M tick 0 on parallel-2",
            "PT2H20M tick 1 on parallel-2",
            "PT3H tick 2 on parallel-2"),
        Seen.by(ReactorTest::delays));
  }

  private static void limitsTime(List<String> log) {
    Mono<String> never = Mono.never();
    Seen.at(
        log, never.timeout(Duration.ofHours(2), Mono.just("something else")).blockOptional().get());
    Mono<String> late = Mono.delay(Duration.ofHours(4)).map(n -> "late");
    String seen =
        late.timeout(Duration.ofHours(3)).onErrorReturn(TimeoutException.class, "too late").block();
    Seen.at(log, String.valueOf(seen));
  }

  @HeddleTest
  void givesUp() throws Exception {
    assertEquals(List.of("PT2H something else", "PT5H too late"), Seen.by(ReactorTest::limitsTime));
  }

  private static void retries(List<String> log) {
    AtomicInteger attempts = new AtomicInteger();
    String answer =
        Mono.fromCallable(
                () -> {
                  Seen.at(log, Seen.on("attempt"));
                  if (attempts.incrementAndGet() < 6) {
                    throw new IOException("down");
                  }
                  return "up";
                })
            .retryWhen(Retry.backoff(10, Duration.ofHours(1)).jitter(0))
            .block();
    Seen.at(log, String.valueOf(answer));
  }

  @HeddleTest
  void retriesWithBackOff() throws Exception {
    assertEquals(
        List.of(
            "PT0S attempt on retriesWithBackOff",
            "PT1H attempt on parallel-1",
            "PT3H attempt on parallel-2",
            "PT7H attempt on parallel-3",
            "PT15H attempt on parallel-4",
            "PT31H attempt on parallel-1",
            "PT31H up"),
        Seen.by(ReactorTest::retries));
  }

  /** Half of each delay, more or less, is left to chance unless one says otherwise. */
  private static void jitters(List<String> log) {
    AtomicInteger attempts = new AtomicInteger();
    Mono.fromRunnable(
            () -> {
              Seen.at(log, "attempt");
              if (attempts.incrementAndGet() < 4) {
                throw new IllegalStateException("down");
              }
            })
        .retryWhen(Retry.backoff(10, Duration.ofHours(1)))
        .block();
  }

  @Test
  void leavesDelaysToChanceTheSameWayInEveryRun() {
    Program program = new Program("jitter", Duration.ZERO, ending(ReactorTest::jitters));
    List<String> first = program.run().log();
    assertEquals(4, first.size());
    assertNotEquals("PT1H attempt", first.get(1));
    assertEquals(first, program.run().log());
  }

  private static void blocks(List<String> log) {
    List<Integer> all =
        Flux.range(0, 4)
            .flatMap(
                number ->
                    Mono.fromCallable(
                            () -> {
                              Thread.sleep(Duration.ofHours(number));
                              Seen.at(log, Seen.on("slept " + number));
                              return number;
                            })
                        .subscribeOn(Schedulers.boundedElastic()))
            .collectList()
            .block();
    Seen.at(log, String.valueOf(all));
  }

  @HeddleTest
  void runsBlockingCalls() throws Exception {
    assertEquals(
        List.of(
            "PT0S slept 0 on boundedElastic-1",
            "PT1H slept 1 on boundedElastic-2",
            "PT2H slept 2 on boundedElastic-3",
            "PT3H slept 3 on boundedElastic-4",
            "PT3H [0, 1, 2, 3]"),
        Seen.by(ReactorTest::blocks));
  }
}
