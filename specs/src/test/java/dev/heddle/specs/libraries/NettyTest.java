package dev.heddle.specs.libraries;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.heddle.junit.HeddleTest;
import io.netty.util.HashedWheelTimer;
import io.netty.util.Timeout;
import io.netty.util.concurrent.DefaultEventExecutor;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Netty: its timer, whose worker sleeps from tick to tick, and its event executors. */
class NettyTest {
  static final Library LIBRARY =
      new Library(
          "Netty",
          HashedWheelTimer.class,
          List.of(
              new Program(
                  "HashedWheelTimer, ticks of 1 s",
                  Duration.ofHours(2).plusSeconds(1),
                  NettyTest::times),
              new Program(
                  "DefaultEventExecutor",
                  Duration.ofHours(6).plusMillis(100),
                  NettyTest::executes)));

  private static void times(List<String> log) throws Exception {
    HashedWheelTimer timer = new HashedWheelTimer(1, TimeUnit.SECONDS);
    CountDownLatch closed = new CountDownLatch(2);
    Timeout idle = timer.newTimeout(timeout -> Seen.at(log, "idle"), 30, TimeUnit.MINUTES);
    for (int hours = 2; hours >= 1; hours--) {
      int after = hours;
      timer.newTimeout(
          timeout -> {
            Seen.at(log, "closed after " + after + " hours");
            closed.countDown();
          },
          hours,
          TimeUnit.HOURS);
    }
    Thread.sleep(Duration.ofMinutes(29));
    Seen.at(log, "a message: " + idle.cancel());
    closed.await();
    timer.stop();
  }

  /** A timeout comes with the tick after it. */
  @HeddleTest
  void closesIdleConnections() throws Exception {
    assertEquals(
        List.of(
            "PT29M a message: true", "PT1H1S closed after 1 hours", "PT2H1S closed after 2 hours"),
        Seen.by(NettyTest::times));
  }

  private static void executes(List<String> log) throws Exception {
    EventExecutor executor = new DefaultEventExecutor();
    Future<?> ticks =
        executor.scheduleAtFixedRate(() -> Seen.at(log, Seen.on("tick")), 1, 2, TimeUnit.HOURS);
    Future<String> late = executor.schedule(() -> "late", 4, TimeUnit.HOURS);
    Seen.at(log, late.get());
    Thread.sleep(Duration.ofHours(2));
    ticks.cancel(false);
    executor.shutdownGracefully(0, 1, TimeUnit.MINUTES);
    executor.awaitTermination(1, TimeUnit.HOURS);
  }

  @HeddleTest
  void executesLater() throws Exception {
    assertEquals(
        List.of(
            "PT1H tick on defaultEventExecutor-1-1",
            "PT3H tick on defaultEventExecutor-1-1",
            "PT4H late",
            "PT5H tick on defaultEventExecutor-1-1"),
        Seen.by(NettyTest::executes));
  }
}
