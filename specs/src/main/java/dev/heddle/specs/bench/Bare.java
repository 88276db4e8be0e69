package dev.heddle.specs.bench;

import dev.heddle.Loop;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayDeque;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;

/**
 * The baseline: the least code that drives virtual threads by a queue on one thread, with nothing
 * of a loop's order, time, cancelling or tracing.
 */
final class Bare implements Executor {
  private static final MethodHandle NEW_THREAD;

  static {
    Loop.create().close(); // its agent opens java.lang
    try {
      Class<?> thread = Class.forName("java.lang.VirtualThread");
      NEW_THREAD =
          MethodHandles.privateLookupIn(thread, MethodHandles.lookup())
              .findConstructor(
                  thread,
                  MethodType.methodType(
                      void.class, Executor.class, String.class, int.class, Runnable.class))
              .asType(
                  MethodType.methodType(
                      Thread.class, Executor.class, String.class, int.class, Runnable.class));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private record Timer(long deadline, Thread thread) {}

  private final Queue<Runnable> ready = new ArrayDeque<>();
  private final PriorityQueue<Timer> timers =
      new PriorityQueue<>((a, b) -> Long.compare(a.deadline(), b.deadline()));

  @Override
  public void execute(Runnable continuation) {
    ready.add(continuation);
  }

  Thread start(Runnable body) {
    return start(this, body);
  }

  /** Starts a virtual thread whose steps go to {@code scheduler}. */
  static Thread start(Executor scheduler, Runnable body) {
    try {
      Thread thread = (Thread) NEW_THREAD.invokeExact(scheduler, "bare", 0, body);
      thread.start();
      return thread;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  /** Parks the calling thread until a time; to be called on a thread of this. */
  void sleepUntil(long deadline) {
    timers.add(new Timer(deadline, Thread.currentThread()));
    LockSupport.park();
  }

  /** Runs until nothing is left. */
  void run() {
    while (true) {
      Runnable next = ready.poll();
      if (next != null) {
        next.run();
      } else if (timers.isEmpty()) {
        return;
      } else {
        LockSupport.unpark(timers.remove().thread());
      }
    }
  }
}
