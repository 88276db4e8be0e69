package dev.heddle.points;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Classes of the JDK that are made for several threads have points inside if they are included. */
class IncludedTest {
  private static final String QUEUE = "java.util.concurrent.ConcurrentLinkedQueue";

  /** There is never more than one element in the queue, but {@code size} may count two. */
  private static Suspect counted(Object lockOfOne, Object lockOfOther) {
    return () -> {
      ConcurrentLinkedQueue<String> queue = new ConcurrentLinkedQueue<>();
      queue.add("first");
      AtomicInteger size = new AtomicInteger();
      TwoThreads.run(
          () -> {
            synchronized (lockOfOne) {
              size.set(queue.size());
            }
          },
          () -> {
            synchronized (lockOfOther) {
              assertTrue(queue.poll() != null && queue.add("second"));
            }
          });
      return size.get() <= 1;
    };
  }

  @Test
  void sizeOfAQueueThatChanges() {
    Suspect racy = counted(new Object(), new Object());
    Suspect mended = counted(QUEUE, QUEUE);
    assertNull(racy.explore(explorer -> explorer).failure());
    assertNull(racy.explore(explorer -> explorer.include(QUEUE).policy("fifo")).failure());
    assertNotNull(racy.explore(explorer -> explorer.include(QUEUE)).failure());
    assertNull(mended.explore(explorer -> explorer.include(QUEUE)).failure());
  }
}
