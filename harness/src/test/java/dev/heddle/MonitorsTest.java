package dev.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** Contended {@code synchronized} and {@code wait}/{@code notify} are handed over in one order. */
class MonitorsTest {
  private static final int RUNS = 1000;

  /** A bounded buffer with wait and notify, whose monitor is also held over sleeps. */
  private static final class Buffer {
    private final Queue<Integer> items = new ArrayDeque<>();
    private final List<String> log;

    Buffer(List<String> log) {
      this.log = log;
    }

    synchronized void put(int item) throws InterruptedException {
      while (items.size() == 2) {
        wait();
      }
      Thread.sleep(item % 3);
      items.add(item);
      log.add("put " + item);
      notify();
    }

    synchronized int take() throws InterruptedException {
      while (items.isEmpty()) {
        wait();
      }
      int item = items.remove();
      log.add("take " + item);
      Thread.sleep(1);
      notifyAll();
      return item;
    }
  }

  /** What happened in a run of a contended program, and the loop's trace of it. */
  private static String contended() {
    List<String> log = new ArrayList<>();
    String trace =
        Loop.run(
            loop -> {
              Buffer buffer = new Buffer(log);
              List<Awaitable<Void>> all = new ArrayList<>();
              for (int p = 0; p < 2; p++) {
                int producer = p;
                all.add(
                    Coroutine.of(
                        () -> {
                          for (int i = 0; i < 3; i++) {
                            buffer.put(producer * 10 + i);
                          }
                        }));
                all.add(
                    Coroutine.of(
                        () -> {
                          for (int i = 0; i < 3; i++) {
                            buffer.take();
                          }
                        }));
              }
              Tasks.gather(all).await();
              return loop.trace().toString();
            });
    return log + "\n" + trace;
  }

  /** A thousand runs of a contended program have one trace. */
  @Test
  void oneTraceInAThousandRuns() {
    String first = contended();
    assertTrue(first.contains("blocks"), first);
    assertTrue(first.contains("waits"), first);
    for (int run = 1; run < RUNS; run++) {
      assertEquals(first, contended());
    }
  }

  /** Threads that wait for a monitor get it in the order in which they came. */
  @Test
  void monitorGoesToWhoCameFirst() {
    List<Integer> order = new ArrayList<>();
    Loop.run(
        loop -> {
          Object monitor = new Object();
          List<Awaitable<Void>> all = new ArrayList<>();
          for (int i = 0; i < 5; i++) {
            int me = i;
            all.add(
                Coroutine.of(
                    () -> {
                      synchronized (monitor) {
                        order.add(me);
                        Tasks.yieldNow();
                        Tasks.sleep(Duration.ofMillis(1));
                      }
                    }));
          }
          return Tasks.gather(all).await();
        });
    assertEquals(List.of(0, 1, 2, 3, 4), order);
  }

  /** A thread that takes one monitor and fails at the next in the same step frees the first. */
  @Test
  void handOverThroughSeveralMonitors() {
    List<String> log = new ArrayList<>();
    Loop.run(
        loop -> {
          Object a = new Object();
          Object b = new Object();
          Task<Object> holder =
              loop.createTask(
                  () -> {
                    synchronized (b) {
                      synchronized (a) {
                        Tasks.yieldNow();
                      }
                      Tasks.sleep(Duration.ofSeconds(1));
                      return log.add("holder leaves b at " + loop.time());
                    }
                  });
          Task<Object> through =
              loop.createTask(
                  () -> {
                    synchronized (a) {
                      log.add("through a");
                    }
                    synchronized (b) {
                      return log.add("through b at " + loop.time());
                    }
                  });
          Task<Object> last =
              loop.createTask(
                  () -> {
                    synchronized (a) {
                      return log.add("last has a at " + loop.time());
                    }
                  });
          return Tasks.gather(holder, through, last).await();
        });
    assertEquals(
        List.of("through a", "last has a at PT0S", "holder leaves b at PT1S", "through b at PT1S"),
        log);
  }

  /** A monitor that a thread outside of the loop holds is waited for in real time, if allowed. */
  @Test
  void monitorHeldOutside() throws InterruptedException {
    Object monitor = new Object();
    java.util.concurrent.CountDownLatch held = new java.util.concurrent.CountDownLatch(1);
    java.util.concurrent.CountDownLatch release = new java.util.concurrent.CountDownLatch(1);
    Thread outside =
        new Thread(
            () -> {
              synchronized (monitor) {
                held.countDown();
                try {
                  release.await();
                } catch (InterruptedException e) {
                  throw new AssertionError(e);
                }
              }
            });
    outside.start();
    held.await();
    String result =
        Loop.builder()
            .outside(true)
            .run(
                loop -> {
                  loop.callSoon(release::countDown);
                  synchronized (monitor) {
                    return "entered";
                  }
                });
    outside.join();
    assertEquals("entered", result);
  }
}
