package dev.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.schedule.PointLevel;
import dev.heddle.schedule.Policies;
import dev.heddle.verdict.VerdictError;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * With points, code tells which monitors it takes, and the JVM is asked only for the others. Both
 * give the same run, for programs whose code tells of some monitors and not of others.
 */
@SuppressWarnings({
  "ThreadPriorityCheck", // yields are where these programs switch
  "JdkObsolete" // a Hashtable is a monitor that it takes by itself
})
class KnownMonitorsTest {
  private static final int PROGRAMS = 300;

  private static final int THREADS = 3;

  /** What is done while a monitor is held, or before it is. */
  private interface Body {
    void run();
  }

  /** A monitor that can be taken by a method. */
  private static class Plain {
    synchronized void holding(Body body) {
      body.run();
    }
  }

  /** Its method takes the monitor twice. */
  private static final class Twice extends Plain {
    @Override
    synchronized void holding(Body body) {
      super.holding(body);
    }
  }

  /** Draws the programs, and runs them: the same for the same seed. */
  private static final class Program {
    private final List<Object> monitors =
        List.of(new Plain(), new Twice(), new Hashtable<String, String>());

    private final List<String> log = new ArrayList<>();

    Body thread(String name, Random random) {
      return block(name, random, 3);
    }

    private Body block(String name, Random random, int depth) {
      List<Body> all = new ArrayList<>();
      for (int i = random.nextInt(1, 4); i > 0; i--) {
        all.add(depth == 0 ? leaf(name, random) : inner(name, random, depth));
      }
      return () -> all.forEach(Body::run);
    }

    private Body inner(String name, Random random, int depth) {
      if (random.nextInt(4) == 0) {
        return leaf(name, random);
      }
      Object monitor = monitors.get(random.nextInt(monitors.size()));
      Body body = block(name, random, depth - 1);
      return switch (random.nextInt(5)) {
        case 0, 1 -> () -> enter(monitor, body);
        case 2 -> () -> enterAndFail(monitor, body);
        case 3 -> () -> waitIn(monitor, body);
        default -> () -> enterByMethod(monitor, body);
      };
    }

    private void enter(Object monitor, Body body) {
      synchronized (monitor) {
        body.run();
      }
    }

    private void enterAndFail(Object monitor, Body body) {
      try {
        synchronized (monitor) {
          body.run();
          throw new IllegalStateException();
        }
      } catch (IllegalStateException e) {
        log.add("failed");
      }
    }

    @SuppressWarnings("WaitNotInLoop") // whatever wakes it
    private void waitIn(Object monitor, Body body) {
      synchronized (monitor) {
        try {
          monitor.wait(1);
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
        body.run();
        monitor.notify();
      }
    }

    /** The JDK's methods do not tell of their monitors, and neither do calls by reflection. */
    @SuppressWarnings("unchecked")
    private void enterByMethod(Object monitor, Body body) {
      if (monitor instanceof Twice twice) {
        byReflection(twice, body);
      } else if (monitor instanceof Plain plain) {
        plain.holding(body);
      } else {
        ((Hashtable<String, String>) monitor)
            .computeIfAbsent(
                "key",
                key -> {
                  body.run();
                  return null;
                });
      }
    }

    private static void byReflection(Plain plain, Body body) {
      try {
        Plain.class.getDeclaredMethod("holding", Body.class).invoke(plain, body);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }

    private Body leaf(String name, Random random) {
      return switch (random.nextInt(3)) {
        case 0 -> Thread::yield;
        case 1 -> Program::sleep;
        default -> () -> log.add(name);
      };
    }

    private static void sleep() {
      try {
        Thread.sleep(1);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** What a program does, by the loop's trace, and how it ends. */
  private static String run(int seed, PointLevel level) {
    Program program = new Program();
    Random random = new Random(seed);
    List<String> trace = new ArrayList<>();
    String end = "";
    try {
      Loop.builder()
          .policy(Policies.fifo())
          .points(level)
          .traceLimit(100_000)
          .run(
              loop -> {
                List<Thread> threads = new ArrayList<>();
                for (int i = 0; i < THREADS; i++) {
                  String name = "t" + i;
                  Body body = program.thread(name, random);
                  threads.add(Thread.ofVirtual().name(name).start(body::run));
                }
                try {
                  for (Thread thread : threads) {
                    thread.join();
                  }
                } finally {
                  trace.add(loop.trace().toString());
                }
              });
    } catch (VerdictError e) {
      end = e.getClass().getSimpleName();
    }
    return trace + "\n" + program.log + "\n" + end;
  }

  @Test
  void tellingChangesNothing() {
    int deadlocks = 0;
    int blocks = 0;
    for (int seed = 0; seed < PROGRAMS; seed++) {
      String asked = run(seed, PointLevel.NONE);
      assertEquals(asked, run(seed, PointLevel.SYNC), "program " + seed);
      deadlocks += asked.endsWith("DeadlockError") ? 1 : 0;
      blocks += asked.contains("blocks") ? 1 : 0;
    }
    assertTrue(deadlocks > 10 && deadlocks < PROGRAMS - 100, deadlocks + " deadlocks");
    assertTrue(blocks > 100, blocks + " with waits for a monitor");
  }
}
