package dev.heddle.specs.libraries;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.heddle.junit.HeddleTest;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.schedulers.Schedulers;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** RxJava: intervals, debouncing, and time limits, on the schedulers in its static fields. */
class RxJavaTest {
  static final Library LIBRARY =
      new Library(
          "RxJava",
          Observable.class,
          List.of(
              new Program("interval", Duration.ofHours(4), onItsOwn(RxJavaTest::ticks)),
              new Program(
                  "debounce", Duration.ofHours(2).plusSeconds(2), onItsOwn(RxJavaTest::debounces)),
              new Program(
                  "timeout, retries with back-off",
                  Duration.ofHours(10),
                  onItsOwn(RxJavaTest::retries))));

  /** The schedulers start with the class already, and a thread of theirs ticks each minute. */
  private static Program.Body onItsOwn(Program.Body program) {
    Schedulers.shutdown();
    return log -> {
      Schedulers.start();
      try {
        program.run(log);
      } finally {
        Schedulers.shutdown();
      }
    };
  }

  @BeforeAll
  static void endSchedulersOfOthers() {
    Schedulers.shutdown();
  }

  @BeforeEach
  void startSchedulers() {
    Schedulers.start();
  }

  @AfterEach
  void endSchedulers() {
    Schedulers.shutdown();
  }

  private static void ticks(List<String> log) {
    Observable.interval(1, TimeUnit.HOURS)
        .take(4)
        .blockingForEach(tick -> Seen.at(log, "tick " + tick));
  }

  @HeddleTest
  void ticksEachHour() throws Exception {
    assertEquals(
        List.of("PT1H tick 0", "PT2H tick 1", "PT3H tick 2", "PT4H tick 3"),
        Seen.by(RxJavaTest::ticks));
  }

  /** Somebody types a word, and after an hour another one. */
  private static void debounces(List<String> log) {
    Observable.<String>create(
            keys -> {
              for (String typed : List.of("h", "he", "hed")) {
                keys.onNext(typed);
                Thread.sleep(Duration.ofSeconds(1));
              }
              Thread.sleep(Duration.ofHours(1).minusSeconds(1));
              keys.onNext("heddle");
              Thread.sleep(Duration.ofHours(1));
              keys.onComplete();
            })
        .subscribeOn(Schedulers.io())
        .debounce(30, TimeUnit.MINUTES)
        .doOnNext(word -> Seen.at(log, Seen.on(word)))
        .blockingSubscribe();
  }

  @HeddleTest
  void waitsUntilNobodyTypes() throws Exception {
    assertEquals(
        List.of(
            "PT30M2S hed on RxComputationThreadPool-1",
            "PT1H30M2S heddle on RxComputationThreadPool-1"),
        Seen.by(RxJavaTest::debounces));
  }

  /** The first two attempts take too long, the third one fails. */
  private static void retries(List<String> log) {
    String answer =
        Single.defer(
                () -> {
                  Seen.at(log, "attempt");
                  long attempt = log.size();
                  return attempt < 3
                      ? Single.<String>never()
                      : attempt < 4
                          ? Single.<String>error(new IOException("down"))
                          : Single.just("up");
                })
            .timeout(90, TimeUnit.MINUTES)
            .retryWhen(
                errors ->
                    errors
                        .zipWith(Flowable.range(0, 9), (error, number) -> 1L << number)
                        .flatMap(hours -> Flowable.timer(hours, TimeUnit.HOURS)))
            .blockingGet();
    Seen.at(log, answer);
  }

  @HeddleTest
  void retriesWithBackOff() throws Exception {
    assertEquals(
        List.of("PT0S attempt", "PT2H30M attempt", "PT6H attempt", "PT10H attempt", "PT10H up"),
        Seen.by(RxJavaTest::retries));
  }
}
