package dev.heddle.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.Loop;
import dev.heddle.testing.Outside;
import dev.heddle.testing.StallTimeout;
import dev.heddle.verdict.BlockedError;
import java.lang.reflect.Method;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/** JUnit's {@code @Timeout} counts real time, and ends whatever a test hangs in. */
class TimeoutsTest {
  private static final List<String> EVENTS = new CopyOnWriteArrayList<>();

  private static final String TIMED_OUT = "test() timed out after 300 milliseconds";

  private static volatile boolean begun;

  private static volatile boolean released;

  @BeforeEach
  void reset() {
    EVENTS.clear();
    begun = false;
    released = false;
  }

  @AfterEach
  void release() {
    released = true;
    assertFalse(Thread.currentThread().isInterrupted());
  }

  /** The test's body runs: a timeout comes after that, and not by chance before. */
  private static void begins() {
    begun = true;
  }

  private static void spin() {
    begins();
    while (!released) {
      // it never gives way
    }
  }

  private static void sleepForEver() throws InterruptedException {
    begins();
    try {
      while (true) {
        Thread.sleep(1);
      }
    } finally {
      EVENTS.add("test ends");
    }
  }

  /** Does what {@code @Timeout} does, once the test's body has begun. */
  static class TimesOut implements InvocationInterceptor {
    @Override
    public void interceptTestMethod(
        Invocation<@Nullable Void> invocation,
        ReflectiveInvocationContext<Method> method,
        ExtensionContext context)
        throws Throwable {
      Thread alarm = interruptOnceBegun(Thread.currentThread());
      TimeoutException timeout = new TimeoutException(TIMED_OUT);
      try {
        invocation.proceed();
      } catch (Throwable e) {
        timeout.addSuppressed(e);
      }
      Thread.interrupted(); // as JUnit forgets its own; the alarm may not have ended yet
      alarm.join();
      throw timeout;
    }
  }

  /** Does what {@code @Timeout} does in a thread of its own, once the test's body has begun. */
  static class TimesOutElsewhere implements InvocationInterceptor {
    @Override
    public void interceptTestMethod(
        Invocation<@Nullable Void> invocation,
        ReflectiveInvocationContext<Method> method,
        ExtensionContext context)
        throws Throwable {
      Thread runs =
          Thread.ofPlatform()
              .daemon()
              .start(
                  () -> {
                    try {
                      invocation.proceed();
                    } catch (Throwable e) {
                      // JUnit looks at it no more
                    }
                  });
      interruptOnceBegun(runs).join();
      throw new TimeoutException(TIMED_OUT);
    }
  }

  private static Thread interruptOnceBegun(Thread thread) {
    return Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              while (!begun) {
                Thread.onSpinWait();
              }
              thread.interrupt();
            });
  }

  /** Base of the fixtures: JUnit goes on in order. */
  abstract static class Fixture {
    @AfterEach
    void tearDown() throws Exception {
      Thread.sleep(Duration.ofDays(1));
      EVENTS.add("tear down");
    }
  }

  static class NeverHangs extends Fixture {
    @HeddleTest
    @Timeout(10)
    void sameThread() throws Exception {
      Thread.sleep(Duration.ofDays(1));
    }

    @HeddleTest
    @Timeout(value = 10, threadMode = ThreadMode.SEPARATE_THREAD)
    void separateThread() throws Exception {
      Thread.sleep(Duration.ofDays(1));
    }
  }

  @Test
  void virtualTimeDoesNotCount() {
    Kit.passes(2, NeverHangs.class);
  }

  static class ReallyTimesOut extends Fixture {
    @HeddleTest
    @Timeout(value = 300, unit = TimeUnit.MILLISECONDS)
    void test() throws Exception {
      sleepForEver();
    }
  }

  static class ReallyTimesOutElsewhere extends Fixture {
    @HeddleTest
    @Timeout(value = 300, unit = TimeUnit.MILLISECONDS, threadMode = ThreadMode.SEPARATE_THREAD)
    void test() throws Exception {
      sleepForEver();
    }
  }

  /** Whether or not the body has begun by then, the timeout is told, and JUnit goes on. */
  @Test
  void junitsOwnTimeout() {
    for (Class<?> fixture : List.of(ReallyTimesOut.class, ReallyTimesOutElsewhere.class)) {
      assertTimesOut(fixture);
      assertEquals("tear down", EVENTS.getLast());
      EVENTS.clear();
    }
  }

  static class SleepsForEver extends Fixture {
    @ExtendWith(TimesOut.class)
    @HeddleTest
    void test() throws Exception {
      sleepForEver();
    }
  }

  static class SleepsForEverElsewhere extends Fixture {
    @ExtendWith(TimesOutElsewhere.class)
    @HeddleTest
    void test() throws Exception {
      sleepForEver();
    }
  }

  @Test
  void aTestThatSleepsForEverTimesOut() {
    assertTimesOut(SleepsForEver.class);
    assertEquals(List.of("test ends", "tear down"), EVENTS);
    reset();
    assertTimesOut(SleepsForEverElsewhere.class);
    assertEquals(List.of("test ends", "tear down"), EVENTS);
  }

  static class Accepts extends Fixture {
    @ExtendWith(TimesOut.class)
    @HeddleTest
    @Outside
    void test() throws Exception {
      try (ServerSocket server = new ServerSocket(0)) {
        begins();
        server.accept();
      } finally {
        EVENTS.add("test ends");
      }
    }
  }

  static class WaitsOutside extends Fixture {
    @ExtendWith(TimesOutElsewhere.class)
    @HeddleTest
    @Outside
    void test() throws Exception {
      begins();
      try {
        new CountDownLatch(1).await();
      } finally {
        EVENTS.add("test ends");
      }
    }
  }

  @Test
  void aTestThatWaitsForTheOutsideTimesOut() {
    assertTimesOut(Accepts.class);
    assertEquals(List.of("test ends", "tear down"), EVENTS);
    reset();
    assertTimesOut(WaitsOutside.class);
    assertEquals(List.of("test ends", "tear down"), EVENTS);
  }

  static class Spins extends Fixture {
    @ExtendWith(TimesOut.class)
    @HeddleTest
    @StallTimeout(1)
    void test() {
      spin();
    }
  }

  /**
   * The thread cannot be stopped, and JUnit's own thread waits for it for the loop's stall timeout.
   */
  @Test
  void aTestThatSpinsTimesOut() {
    Throwable timeout = assertTimesOut(Spins.class);

    BlockedError error = assertInstanceOf(BlockedError.class, timeout.getSuppressed()[0]);
    assertTrue(error.getMessage().startsWith("Task test "), error.getMessage());
    assertEquals(List.of(), EVENTS);
  }

  static class SpinsElsewhere extends Fixture {
    @ExtendWith(TimesOutElsewhere.class)
    @HeddleTest
    void test() {
      spin();
    }
  }

  @Test
  void aTestThatSpinsInAThreadOfItsOwnTimesOut() {
    assertTimesOut(SpinsElsewhere.class);
    assertEquals(List.of(), EVENTS);
  }

  private static Throwable assertTimesOut(Class<?> fixture) {
    Throwable failure = Kit.failureOf(fixture);
    assertInstanceOf(TimeoutException.class, failure);
    assertTrue(failure.getMessage().contains(TIMED_OUT));
    return failure;
  }

  static class Asserts {
    @HeddleTest
    void inTime(Loop loop) {
      assertTimeout(Duration.ofHours(1), () -> Thread.sleep(Duration.ofMinutes(59)));
      assertTimeoutPreemptively(Duration.ofHours(1), () -> Thread.sleep(Duration.ofMinutes(59)));
      assertEquals(Duration.ofMinutes(118), loop.time());
    }

    @HeddleTest
    void tooLate() {
      Error late =
          assertThrows(
              AssertionError.class,
              () -> assertTimeout(Duration.ofHours(1), () -> Thread.sleep(Duration.ofHours(3))));
      assertEquals("execution exceeded timeout of 3600000 ms by 7200000 ms", late.getMessage());
    }

    @HeddleTest
    void endedInTime(Loop loop) {
      Error late =
          assertThrows(
              AssertionError.class,
              () ->
                  assertTimeoutPreemptively(
                      Duration.ofHours(1), () -> Thread.sleep(Duration.ofHours(3))));
      assertEquals("execution timed out after 3600000 ms", late.getMessage());
      assertEquals(Duration.ofHours(1), loop.time());
    }
  }

  /** The timeouts that a test asserts are those of its own, virtual, time. */
  @Test
  void assertedTimeoutsAreVirtual() {
    Kit.passes(3, Asserts.class);
  }
}
