package dev.heddle.internal.hook;

import dev.heddle.internal.jdk.Jdk;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * What the loop's engine gives to a managed thread in place of the JDK's scheduler: the JDK says
 * "this thread can go on" by {@link #execute}, and what the thread is about to do.
 */
public interface Scheduler extends Executor {
  /** The scheduler of the calling thread; null if no loop runs it. */
  static @Nullable Scheduler current() {
    return of(Thread.currentThread());
  }

  /** The scheduler of a managed virtual thread or of a loop's carrier; null for other threads. */
  static @Nullable Scheduler of(Thread thread) {
    if (thread.isVirtual()) {
      return Jdk.virtualThreads().schedulerOf(thread) instanceof Scheduler scheduler
              && !scheduler.hasReleased()
          ? scheduler
          : null;
    }
    return thread instanceof Carrier carrier ? carrier.scheduler : null;
  }

  /** What the thread sees of the world. */
  World world();

  /** Runs {@code command} on the loop's carrier when {@code nanos} of virtual time have passed. */
  Future<?> schedule(Runnable command, long nanos);

  /** Whether the thread is no longer managed: its loop has ended before it. */
  boolean hasReleased();

  /** Who the program takes {@code self}, a thread of this scheduler, for. */
  Thread shown(Thread self);

  /** Where the random values of the JDK come from. */
  Randomness randomness();

  /** The calling code is about to park the loop's carrier, which would stop the loop: throws. */
  void parking();

  /** The thread is being interrupted; its status is set right after this. Any thread. */
  void interrupting();

  /** The thread is about to wait in {@code Object.wait}, if it may. Called on it. */
  void waiting(Object monitor);

  /** The thread is about to leave its carrier, to park or to yield. Called on it. */
  void leaving();

  /** The thread is about to park, unless it is interrupted or was unparked. Called on it. */
  void aboutToPark();

  /** The thread ends, by something that it has not caught. Called on it. */
  void dying(Throwable thrown);

  /** A task that the calling thread has run for an executor has failed, which keeps that. */
  void caught(Throwable thrown);

  /**
   * The calling code is about to wait for something outside of the loop: throws if it may not.
   *
   * @param what what it does, such as {@code reads from a socket}
   */
  void reaching(String what);

  /**
   * The calling code is about to access something that other threads may see.
   *
   * @param target the object or array; null if it is a static field or method
   * @param index of the element of an array
   * @param site the number of the site
   */
  void accessing(@Nullable Object target, int index, int site);

  /** The thread has entered the monitor that {@link #accessing} has told of. */
  void monitorEntered();

  /**
   * The access that comes next is made by a method of an object of the JDK.
   *
   * @param self the object; null if the method is static
   */
  void accessingInside(@Nullable Object self);

  /**
   * Whether the harness is at work on the calling thread, from now on.
   *
   * @return whether it was before
   */
  boolean setBusy(boolean isBusy);

  /**
   * The initialiser of a class begins, of code that has scheduling points. Called on its thread.
   */
  void initialising(Class<?> type);

  /** The initialiser of a class has ended, unless it has thrown. Called on its thread. */
  void initialised(Class<?> type);

  /** The calling code is about to wait for the end of a thread, of this loop or not. */
  void joining(Thread thread);
}
