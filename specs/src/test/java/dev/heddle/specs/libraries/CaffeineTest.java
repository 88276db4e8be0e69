package dev.heddle.specs.libraries;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.github.benmanes.caffeine.cache.Scheduler;
import dev.heddle.Loop;
import dev.heddle.junit.HeddleTest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.Test;

/** Caffeine: expiry, refresh and scheduled maintenance. */
class CaffeineTest {
  static final Library LIBRARY =
      new Library(
          "Caffeine",
          Caffeine.class,
          List.of(
              new Program("expiry", Duration.ofHours(3), CaffeineTest::expires),
              new Program("refresh", Duration.ofHours(26), CaffeineTest::refreshes),
              new Program("system scheduler", Duration.ofDays(3), CaffeineTest::schedules),
              new Program("scheduler of a pool", Duration.ofDays(2), CaffeineTest::schedulesOnPool),
              new Program("asynchronous loads", Duration.ofHours(8), CaffeineTest::loads)));

  private static void expires(List<String> log) throws Exception {
    Cache<String, String> cache =
        Caffeine.newBuilder().expireAfterWrite(Duration.ofHours(1)).maximumSize(100).build();
    cache.put("key", "value");
    Thread.sleep(Duration.ofHours(1).minusNanos(1));
    Seen.at(log, cache.getIfPresent("key"));
    Thread.sleep(Duration.ofNanos(1));
    Seen.at(log, String.valueOf(cache.getIfPresent("key")));
    Cache<String, String> used =
        Caffeine.newBuilder().expireAfterAccess(Duration.ofMinutes(40)).build();
    used.put("key", "value");
    for (int i = 0; i < 3; i++) {
      Thread.sleep(Duration.ofMinutes(30));
      Seen.at(log, used.getIfPresent("key"));
    }
    Thread.sleep(Duration.ofMinutes(30));
  }

  @HeddleTest
  void expiresToTheNanosecond() throws Exception {
    assertEquals(
        List.of(
            "PT59M59.999999999S value",
            "PT1H null",
            "PT1H30M value",
            "PT2H value",
            "PT2H30M value"),
        Seen.by(CaffeineTest::expires));
  }

  /** An entry that the last run has left was written in what is now the future. */
  @Test
  void keepsEntriesInAStaticFieldTooLong() {
    Cache<String, String> cache =
        Caffeine.newBuilder().expireAfterWrite(Duration.ofHours(1)).build();
    Loop.run(
        loop -> {
          Thread.sleep(Duration.ofHours(5));
          cache.put("key", "left over");
        });
    Loop.run(
        loop -> {
          Thread.sleep(Duration.ofHours(5));
          assertEquals("left over", cache.getIfPresent("key"));
          cache.invalidateAll();
          assertNull(cache.getIfPresent("key"));
        });
  }

  private static void refreshes(List<String> log) throws Exception {
    int[] loads = new int[1];
    LoadingCache<String, String> cache =
        Caffeine.newBuilder()
            .refreshAfterWrite(Duration.ofHours(12))
            .build(
                key -> {
                  Thread.sleep(Duration.ofHours(1));
                  Seen.at(log, "loaded on " + Thread.currentThread().getName());
                  return key + ++loads[0];
                });
    for (int i = 0; i < 3; i++) {
      Seen.at(log, cache.get("value "));
      Thread.sleep(Duration.ofHours(i == 1 ? 1 : 12));
    }
  }

  @HeddleTest
  void refreshesOnTheCommonPool() throws Exception {
    assertEquals(
        List.of(
            "PT1H loaded on refreshesOnTheCommonPool",
            "PT1H value 1",
            "PT13H value 1",
            "PT14H value 1",
            "PT15H loaded on ForkJoinPool.commonPool-worker-2"),
        Seen.by(CaffeineTest::refreshes));
  }

  private static void schedules(List<String> log) throws Exception {
    Cache<String, Integer> cache =
        Caffeine.newBuilder()
            .expireAfter(Expiry.<String, Integer>writing((key, days) -> Duration.ofDays(days)))
            .scheduler(Scheduler.systemScheduler())
            .removalListener((key, value, cause) -> Seen.at(log, key + " " + cause))
            .build();
    cache.put("short", 1);
    cache.put("long", 2);
    Thread.sleep(Duration.ofDays(3));
    Seen.at(log, "size " + cache.estimatedSize());
  }

  @HeddleTest
  void removesWithoutBeingUsed() throws Exception {
    assertEquals(
        List.of(
            "PT24H0.122486784S short EXPIRED", "PT48H0.905838592S long EXPIRED", "PT72H size 0"),
        Seen.by(CaffeineTest::schedules));
  }

  private static void schedulesOnPool(List<String> log) throws Exception {
    try (ScheduledExecutorService pool = Executors.newScheduledThreadPool(1)) {
      Cache<String, Integer> cache =
          Caffeine.newBuilder()
              .expireAfterWrite(Duration.ofDays(1))
              .scheduler(Scheduler.forScheduledExecutorService(pool))
              .executor(pool)
              .removalListener(
                  (key, value, cause) ->
                      Seen.at(log, key + " " + cause + " on " + Thread.currentThread().getName()))
              .build();
      cache.put("key", 1);
      Thread.sleep(Duration.ofDays(2));
    }
  }

  @HeddleTest
  void removesOnAPool() throws Exception {
    assertEquals(
        List.of("PT24H key EXPIRED on pool-1-thread-1"), Seen.by(CaffeineTest::schedulesOnPool));
  }

  private static void loads(List<String> log) throws Exception {
    AsyncLoadingCache<Integer, String> cache =
        Caffeine.newBuilder()
            .expireAfterAccess(Duration.ofHours(1))
            .buildAsync(
                hours -> {
                  Thread.sleep(Duration.ofHours(hours));
                  return hours + " h";
                });
    var slow = cache.get(4);
    var quick = cache.get(1);
    Seen.at(log, quick.get());
    Seen.at(log, slow.get());
    Seen.at(log, cache.get(4).get());
    Thread.sleep(Duration.ofHours(1));
    Seen.at(log, "forgotten: " + (cache.getIfPresent(4) == null));
    Seen.at(log, cache.getAll(List.of(1, 2, 3)).get().toString());
  }

  @HeddleTest
  void loadsOnTheCommonPool() throws Exception {
    assertEquals(
        List.of(
            "PT1H 1 h",
            "PT4H 4 h",
            "PT4H 4 h",
            "PT5H forgotten: true",
            "PT8H {1=1 h, 2=2 h, 3=3 h}"),
        Seen.by(CaffeineTest::loads));
  }
}
