package dev.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Thread factories with a counter that survives name their threads the same in every loop. */
class ThreadNumbersTest {
  /** As Reactor's: the counter is in a static field, the factories are made anew. */
  private static final class Shared implements ThreadFactory {
    private static final AtomicLong COUNTER = new AtomicLong();

    @Override
    public Thread newThread(Runnable body) {
      return new Thread(body, "shared-" + COUNTER.incrementAndGet());
    }
  }

  /** As RxJava's: the factory, in a static field, is the counter. */
  private static final class Itself extends AtomicLong implements ThreadFactory {
    private static final long serialVersionUID = 1L;
    private static final Itself INSTANCE = new Itself();

    @Override
    public Thread newThread(Runnable body) {
      return new Thread(body, "itself-" + getAndIncrement());
    }
  }

  /** As Netty's: pools are counted by a static field, their threads by another one. */
  private static final class OfPool implements ThreadFactory {
    private static final AtomicInteger POOLS = new AtomicInteger();
    private final AtomicInteger threads = new AtomicInteger();
    private final String prefix;

    OfPool() {
      prefix = "pool-" + POOLS.incrementAndGet() + "-";
    }

    @Override
    public Thread newThread(Runnable body) {
      Thread thread = new Thread(body, prefix + threads.incrementAndGet());
      try {
        if (thread.isDaemon()) {
          thread.setDaemon(false);
        }
      } catch (SecurityException e) {
        return thread;
      }
      return thread;
    }
  }

  /** As Spring's: a method of a superclass makes the name. */
  private static class Creator {
    private final AtomicInteger count = new AtomicInteger();

    Thread create(Runnable body) {
      return new Thread(body, nextName());
    }

    private String nextName() {
      return "created-" + count.incrementAndGet();
    }
  }

  private static final class Created extends Creator implements ThreadFactory {
    private static final Created INSTANCE = new Created();

    @Override
    public Thread newThread(Runnable body) {
      return create(body);
    }
  }

  /** As Commons': a method gives the thread its name. */
  private static final class Named implements ThreadFactory {
    private static final Named INSTANCE = new Named();
    private final AtomicLong count = new AtomicLong();

    @Override
    public Thread newThread(Runnable body) {
      Thread thread = new Thread(body);
      initialise(thread);
      return thread;
    }

    private void initialise(Thread thread) {
      thread.setName("named-" + count.incrementAndGet());
    }
  }

  private static final ThreadFactory PLATFORM = Thread.ofPlatform().name("platform-", 5).factory();
  private static final ThreadFactory VIRTUAL = Thread.ofVirtual().name("virtual-", 0).factory();

  private static final AtomicInteger MADE = new AtomicInteger(10);
  private static final ThreadFactory LAMBDA =
      body -> new Thread(body, "lambda-" + MADE.getAndIncrement());

  private static List<String> names() {
    Shared shared = new Shared();
    OfPool pool = new OfPool();
    OfPool other = new OfPool();
    return List.of(
        name(shared),
        name(shared),
        name(new Shared()),
        name(Itself.INSTANCE),
        name(Itself.INSTANCE),
        name(pool),
        name(pool),
        name(other),
        name(LAMBDA),
        name(LAMBDA),
        name(Created.INSTANCE),
        name(Created.INSTANCE),
        name(Named.INSTANCE),
        name(Named.INSTANCE),
        name(PLATFORM),
        name(PLATFORM),
        name(VIRTUAL),
        name(VIRTUAL));
  }

  private static String name(ThreadFactory factory) {
    return factory.newThread(() -> {}).getName();
  }

  @Test
  void beginAnewInEachLoop() {
    List<String> expected =
        List.of(
            "shared-1",
            "shared-2",
            "shared-3",
            "itself-0",
            "itself-1",
            "pool-1-1",
            "pool-1-2",
            "pool-2-1",
            "lambda-10",
            "lambda-11",
            "created-1",
            "created-2",
            "named-1",
            "named-2",
            "platform-5",
            "platform-6",
            "virtual-0",
            "virtual-1");
    for (int i = 0; i < 3; i++) {
      assertEquals(expected, Loop.run(loop -> names()));
    }
    assertEquals(16, MADE.get(), "the counter counts on");
    assertEquals("lambda-16", name(LAMBDA), "and is seen as it is outside of a loop");
  }

  /** As Netty's global executor: made by the first run that needs it, and kept. */
  private static final class Kept {
    private static final OfPool FACTORY = new OfPool();

    private Kept() {}
  }

  @Test
  void areNotDrawnByClassInitialisers() {
    List<String> names =
        Loop.run(loop -> List.of(name(new OfPool()), name(Kept.FACTORY), name(new OfPool())));
    assertEquals(
        names.get(1),
        Loop.<String>run(
            loop -> {
              assertEquals(names.get(0), name(new OfPool()));
              assertEquals(names.get(2), name(new OfPool()));
              return name(Kept.FACTORY);
            }));
  }
}
