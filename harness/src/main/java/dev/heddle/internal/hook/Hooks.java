package dev.heddle.internal.hook;

import java.io.FileDescriptor;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.LongPredicate;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.NullUnmarked;

/**
 * A template: what the transformed classes of the JDK and of the program call. The agent defines a
 * copy of it as {@code java.lang.HeddleHooks}, which every class can see, and fills the copy's
 * fields. (A jar on the bootstrap class path would do too, but needs a temporary file, and the JVM
 * warns of it.) This class itself is never initialised, and may name classes of the JDK only.
 *
 * <p>Every thread of the JVM comes through here, the collector's and the signal dispatcher's too,
 * perhaps with locks of the JDK held. So a thread that no loop runs gets what the JDK would do, by
 * two reads of fields: it runs no initialiser, takes no lock, loads no class, and allocates
 * nothing. The few hooks that are about another thread than the calling one look at that thread, by
 * code that was rehearsed before the hooks were switched on.
 */
@NullUnmarked
final class Hooks {
  /** Every field below is set, and what their functions need is initialised. Set last, once. */
  static volatile boolean on;

  /** The class of the platform threads that loops run on. */
  static Class<?> carrierType;

  /** Schedules a wake-up of a managed thread in virtual time, or returns null. */
  static Function<Object[], Future<?>> schedule;

  static LongSupplier nanoTime;
  static LongSupplier nanoTimeToKeep;
  static LongSupplier currentTimeMillis;
  static Supplier<Instant> instant;
  static LongPredicate sleep;
  static Runnable parking;
  static Runnable pinned;
  static Consumer<Thread> interrupting;
  static Predicate<Thread> start;
  static UnaryOperator<Thread> shown;
  static UnaryOperator<Thread> backing;
  static Predicate<Thread> runByLoop;
  static Predicate<Thread> inheritsDaemon;
  static ToIntFunction<Runtime> processors;
  static Consumer<Object> waiting;
  static Consumer<Thread> leaving;
  static Consumer<Object> notify;
  static Consumer<Object> notifyAll;
  static LongUnaryOperator spinBelow;
  static UnaryOperator<Executor> scheduler;
  static IntConsumer exit;
  static IntConsumer halt;
  static BiConsumer<Thread, Throwable> dying;
  static Consumer<Throwable> caught;
  static Consumer<String> reaching;
  static BiConsumer<Object, FileDescriptor> reading;
  static Consumer<Thread> joining;
  static UnaryOperator<Thread[]> allThreads;
  static Consumer<Map<Thread, StackTraceElement[]>> allStackTraces;
  static BooleanSupplier spin;
  static BiConsumer<Object, Thread> owned;
  static Consumer<Object> made;

  /** Whether a loop has ever wanted to know where locks are taken: else it costs nothing. */
  static boolean keepsOrigins;

  private Hooks() {}

  /** Whether a loop may run the calling thread: such a thread has a loop's carrier. */
  static boolean mayBeInLoop() {
    return on && carrier().getClass() == carrierType;
  }

  /** The copy calls {@code Thread.currentCarrierThread()} instead, which nobody else can. */
  private static Thread carrier() {
    throw new AssertionError("this is a template");
  }

  /** Replaces {@code System.nanoTime()}. */
  public static long nanoTime() {
    return mayBeInLoop() ? nanoTime.getAsLong() : System.nanoTime();
  }

  /** Replaces {@code System.nanoTime()} in class initialisers. */
  public static long nanoTimeToKeep() {
    return mayBeInLoop() ? nanoTimeToKeep.getAsLong() : System.nanoTime();
  }

  /** Replaces {@code System.currentTimeMillis()}. */
  public static long currentTimeMillis() {
    return mayBeInLoop() ? currentTimeMillis.getAsLong() : System.currentTimeMillis();
  }

  /** Asked first by {@code Clock.currentInstant()}; null: not a managed thread. */
  public static Instant instant() {
    return mayBeInLoop() ? instant.get() : null;
  }

  /** Asked first by {@code VirtualThread.schedule}; null: not a managed thread. */
  public static Future<?> schedule(
      Executor scheduler, Runnable command, long delay, TimeUnit unit) {
    return mayBeInLoop() ? schedule.apply(new Object[] {scheduler, command, delay, unit}) : null;
  }

  /** Told which scheduler a virtual thread that a platform thread makes would get. */
  public static Executor scheduler(Executor byDefault) {
    return mayBeInLoop() ? scheduler.apply(byDefault) : byDefault;
  }

  /** Asked first by {@code Thread.sleepNanos}: was virtual time spent instead? */
  public static boolean sleep(long nanos) {
    return mayBeInLoop() && sleep.test(nanos);
  }

  /** Told first by {@code LockSupport.park*}. */
  public static void parking() {
    if (mayBeInLoop()) {
      parking.run();
    }
  }

  /** Told first by {@code VirtualThread.parkOnCarrierThread}. */
  public static void pinned() {
    if (mayBeInLoop()) {
      pinned.run();
    }
  }

  /** Told first by {@code VirtualThread.interrupt}, before the status is set. */
  public static void interrupting(Thread thread) {
    if (on) {
      interrupting.accept(thread);
    }
  }

  /** Asked before the VM starts a platform thread: does a loop run it? */
  public static boolean start(Thread thread) {
    return mayBeInLoop() && start.test(thread);
  }

  /** Replaces {@code Thread.currentThread()}: who the program takes the calling thread for. */
  public static Thread currentThread() {
    Thread thread = Thread.currentThread();
    return mayBeInLoop() ? shown(thread) : thread;
  }

  /** Who the program takes a thread for. */
  public static Thread shown(Thread thread) {
    return on && thread.isVirtual() ? shown.apply(thread) : thread;
  }

  /** Told which threads the JVM has: those that the program is to see. */
  public static Thread[] allThreads(Thread[] ofJvm) {
    return mayBeInLoop() ? allThreads.apply(ofJvm) : ofJvm;
  }

  /** Told the stacks of the JVM's threads, to add to them. */
  public static void allStackTraces(Map<Thread, StackTraceElement[]> ofJvm) {
    if (mayBeInLoop()) {
      allStackTraces.accept(ofJvm);
    }
  }

  /** Replaces {@code Thread.onSpinWait()}: a managed thread gives way. */
  public static void onSpinWait() {
    if (!mayBeInLoop() || !spin.getAsBoolean()) {
      Thread.onSpinWait();
    }
  }

  /** Who runs in place of a platform thread; null if it runs by itself. */
  public static Thread backing(Thread thread) {
    return on ? backing.apply(thread) : null;
  }

  /** Who runs in place of a platform thread, or the thread itself; null for null. */
  public static Thread runner(Thread thread) {
    Thread runner = backing(thread);
    return runner == null ? thread : runner;
  }

  /** Asked first by {@code Thread.alive}: is it a platform thread that a loop still runs? */
  public static boolean isRunByLoop(Thread thread) {
    return on && runByLoop.test(thread);
  }

  /** Replaces {@code parent.isDaemon()} where a thread is made. */
  public static boolean inheritsDaemon(Thread parent) {
    return mayBeInLoop() ? inheritsDaemon.test(parent) : parent.isDaemon();
  }

  /** Replaces {@code Runtime.availableProcessors()}. */
  public static int availableProcessors(Runtime runtime) {
    return mayBeInLoop() ? processors.applyAsInt(runtime) : runtime.availableProcessors();
  }

  /** Told how many processors the JDK has counted: how many the code is to see. */
  public static int availableProcessors(int counted) {
    return mayBeInLoop() ? processors.applyAsInt(Runtime.getRuntime()) : counted;
  }

  /** Told first by {@code Object.wait}. */
  public static void waiting(Object monitor) {
    if (mayBeInLoop()) {
      waiting.accept(monitor);
    }
  }

  /** Told by a virtual thread that is about to leave its carrier, unless it waits for a monitor. */
  public static void leaving(Thread thread) {
    if (mayBeInLoop()) {
      leaving.accept(thread);
    }
  }

  /** How short a wait has to be to be spun: not at all where time stands still meanwhile. */
  public static long spinBelow(long nanos) {
    return mayBeInLoop() ? spinBelow.applyAsLong(nanos) : nanos;
  }

  /** Replaces {@code Object.notify()}. */
  @SuppressWarnings({"NakedNotify", "NotifyNotInSynchronized"}) // the caller's, redirected
  public static void notify(Object monitor) {
    if (mayBeInLoop()) {
      notify.accept(monitor);
    } else {
      monitor.notify();
    }
  }

  /** Replaces {@code Object.notifyAll()}. */
  @SuppressWarnings("NakedNotify") // the caller's, redirected
  public static void notifyAll(Object monitor) {
    if (mayBeInLoop()) {
      notifyAll.accept(monitor);
    } else {
      monitor.notifyAll();
    }
  }

  /** Told first by {@code Runtime.exit}. */
  public static void exit(int status) {
    if (mayBeInLoop()) {
      exit.accept(status);
    }
  }

  /** Told first by {@code Runtime.halt}. */
  public static void halt(int status) {
    if (mayBeInLoop()) {
      halt.accept(status);
    }
  }

  /** Told first by {@code Thread.dispatchUncaughtException}. */
  public static void dying(Thread thread, Throwable thrown) {
    if (mayBeInLoop()) {
      dying.accept(thread, thrown);
    }
  }

  /** Told what a future keeps of a task that the calling thread has run. */
  public static void caught(Throwable thrown) {
    if (mayBeInLoop()) {
      caught.accept(thrown);
    }
  }

  /** Told first by what waits for the world outside: what it is about to do. */
  public static void reaching(String what) {
    if (mayBeInLoop()) {
      reaching.accept(what);
    }
  }

  /** Told first by {@code FileInputStream.read}. */
  public static void reading(Object stream, FileDescriptor file) {
    if (mayBeInLoop()) {
      reading.accept(stream, file);
    }
  }

  /** Told first by {@code Thread.join} with a time limit, which the other forms call. */
  public static void joining(Thread thread) {
    if (mayBeInLoop()) {
      joining.accept(thread);
    }
  }

  /** Told first by {@code AbstractOwnableSynchronizer.setExclusiveOwnerThread}. */
  public static void owned(Object synchronizer, Thread owner) {
    if (keepsOrigins && mayBeInLoop()) {
      owned.accept(synchronizer, owner);
    }
  }

  /** Told by an executor that has just been made. */
  public static void made(Object executor) {
    if (keepsOrigins && mayBeInLoop()) {
      made.accept(executor);
    }
  }
}
