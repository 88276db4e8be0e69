package dev.heddle.internal.hook;

import dev.heddle.internal.jdk.Jdk;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
import org.jspecify.annotations.Nullable;

/** Defines the copy of {@link Hooks} and connects it with the schedulers of managed threads. */
final class HookInstaller {
  /** Earlier than any real or virtual one, and not 0, which FutureTask takes for "never". */
  private static final long NANO_TIME_TO_KEEP = 1;

  /** Where edited classes call; defined before any class is edited. */
  private static @Nullable HookCopy copy;

  private HookInstaller() {}

  /** Defines the copy, which does what the JDK does; {@code java.lang} has to be open. */
  static void install() throws ReflectiveOperationException {
    copy = HookCopy.define(Hooks.class);
  }

  /** Says what the hooks are to do once they are switched on. */
  static void connect() throws ReflectiveOperationException {
    set("nanoTime", LongSupplier.class, HookInstaller::nanoTime);
    set("nanoTimeToKeep", LongSupplier.class, HookInstaller::nanoTimeToKeep);
    set("currentTimeMillis", LongSupplier.class, HookInstaller::currentTimeMillis);
    set("instant", Supplier.class, (Supplier<@Nullable Instant>) HookInstaller::instant);
    set(
        "schedule",
        Function.class,
        (Function<Object[], @Nullable Future<?>>) HookInstaller::schedule);
    set("sleep", LongPredicate.class, HookInstaller::sleep);
    set("parking", Runnable.class, HookInstaller::parking);
    set("pinned", Runnable.class, HookInstaller::pinned);
    set("interrupting", Consumer.class, (Consumer<Thread>) HookInstaller::interrupting);
    set("start", Predicate.class, (Predicate<Thread>) HookInstaller::start);
    set("shown", UnaryOperator.class, (UnaryOperator<Thread>) HookInstaller::shown);
    set("backing", UnaryOperator.class, (UnaryOperator<@Nullable Thread>) HookInstaller::backing);
    set("runByLoop", Predicate.class, (Predicate<Thread>) HookInstaller::isRunByLoop);
    set("inheritsDaemon", Predicate.class, (Predicate<Thread>) HookInstaller::inheritsDaemon);
    set("processors", ToIntFunction.class, (ToIntFunction<Runtime>) HookInstaller::processors);
    set("waiting", Consumer.class, (Consumer<Object>) HookInstaller::waiting);
    set("leaving", Consumer.class, (Consumer<Thread>) HookInstaller::leaving);
    set("notify", Consumer.class, (Consumer<Object>) HookInstaller::notifyOne);
    set("notifyAll", Consumer.class, (Consumer<Object>) HookInstaller::notifyEvery);
    set("spinBelow", LongUnaryOperator.class, nanos -> Scheduler.current() == null ? nanos : 0);
    set("scheduler", UnaryOperator.class, (UnaryOperator<Executor>) HookInstaller::scheduler);
    set("exit", IntConsumer.class, HookInstaller::exit);
    set("halt", IntConsumer.class, HookInstaller::halt);
    set("dying", BiConsumer.class, (BiConsumer<Thread, Throwable>) HookInstaller::dying);
    set("caught", Consumer.class, (Consumer<Throwable>) HookInstaller::caught);
    set("reaching", Consumer.class, (Consumer<String>) HookInstaller::reaching);
    set("reading", BiConsumer.class, (BiConsumer<Object, FileDescriptor>) HookInstaller::reading);
    set("joining", Consumer.class, (Consumer<Thread>) HookInstaller::joining);
    set("owned", BiConsumer.class, (BiConsumer<Object, Thread>) HookInstaller::owned);
    set("made", Consumer.class, (Consumer<Object>) HookInstaller::made);
    set("allThreads", UnaryOperator.class, (UnaryOperator<Thread[]>) ThreadLists::all);
    set(
        "allStackTraces",
        Consumer.class,
        (Consumer<Map<Thread, StackTraceElement[]>>) ThreadLists::addStackTraces);
    set("spin", BooleanSupplier.class, HookInstaller::spin);
  }

  private static <T> void set(String field, Class<T> type, T value)
      throws ReflectiveOperationException {
    Objects.requireNonNull(copy).set(field, type, value);
  }

  /**
   * Runs the functions that threads outside of all loops run, so that these meet no code that was
   * never run before: to link that would load classes and take locks.
   */
  static void rehearse() {
    Thread virtual = Thread.ofVirtual().unstarted(() -> {});
    Thread platform = Thread.ofPlatform().unstarted(() -> {});
    for (Thread thread : List.of(virtual, platform)) {
      interrupting(thread);
      backing(thread);
      isRunByLoop(thread);
    }
    backing(null);
    shown(virtual);
  }

  /** All hooks at once begin to ask. */
  static void switchOn() throws ReflectiveOperationException {
    set("carrierType", Class.class, Carrier.class);
    set("on", boolean.class, true);
  }

  /** From now on locks and executors tell where they are taken and made. */
  static void keepOrigins() throws ReflectiveOperationException {
    set("keepsOrigins", boolean.class, true);
  }

  private static long nanoTime() {
    Scheduler scheduler = Scheduler.current();
    return scheduler == null
        ? System.nanoTime()
        : World.FIRST_NANO_TIME + scheduler.world().nanoTime();
  }

  private static long nanoTimeToKeep() {
    return Scheduler.current() == null ? System.nanoTime() : NANO_TIME_TO_KEEP;
  }

  private static long currentTimeMillis() {
    Scheduler scheduler = Scheduler.current();
    return scheduler == null
        ? System.currentTimeMillis()
        : scheduler.world().instant().toEpochMilli();
  }

  private static @Nullable Instant instant() {
    Scheduler scheduler = Scheduler.current();
    return scheduler == null ? null : scheduler.world().instant();
  }

  private static @Nullable Future<?> schedule(Object[] call) {
    Executor executor = (Executor) call[0];
    if (!(executor instanceof Scheduler scheduler) || scheduler.hasReleased()) {
      return null;
    }
    TimeUnit unit = (TimeUnit) call[3];
    return scheduler.schedule((Runnable) call[1], unit.toNanos((Long) call[2]));
  }

  /** A callback's virtual threads are the loop's, as a managed thread's are. */
  private static Executor scheduler(Executor byDefault) {
    Scheduler scheduler = Scheduler.current();
    return scheduler == null ? byDefault : scheduler;
  }

  /** A managed thread sleeps by itself; a callback on the carrier spends the time. */
  private static boolean sleep(long nanos) {
    Scheduler scheduler = Thread.currentThread().isVirtual() ? null : Scheduler.current();
    if (scheduler != null) {
      scheduler.world().spend(nanos);
    }
    return scheduler != null;
  }

  /** A managed thread gives way; a callback on the carrier cannot. */
  @SuppressWarnings("ThreadPriorityCheck") // to the loop it is no hint
  private static boolean spin() {
    boolean managed = Thread.currentThread().isVirtual() && Scheduler.current() != null;
    if (managed) {
      Thread.yield();
    }
    return managed;
  }

  private static void parking() {
    if (Thread.currentThread() instanceof Carrier carrier) {
      if (carrier.scheduler != null && !carrier.resting) {
        carrier.scheduler.parking();
      }
      return;
    }
    Scheduler scheduler = Scheduler.current();
    if (scheduler != null) {
      scheduler.aboutToPark();
    }
  }

  private static void pinned() {
    Scheduler scheduler = Scheduler.current();
    if (scheduler != null) {
      scheduler.parking();
    }
  }

  private static void interrupting(Thread thread) {
    Scheduler scheduler = Scheduler.of(thread);
    if (scheduler != null) {
      scheduler.interrupting();
    }
  }

  private static boolean start(Thread thread) {
    Scheduler scheduler = Scheduler.current();
    return scheduler != null && !isService(thread) && scheduler.world().start(thread);
  }

  private static Thread shown(Thread virtual) {
    return Jdk.virtualThreads().schedulerOf(virtual) instanceof Scheduler scheduler
        ? scheduler.shown(virtual)
        : virtual;
  }

  private static boolean isService(Thread thread) {
    return thread instanceof Carrier || Jdk.platformThreads().isService(thread);
  }

  private static @Nullable Thread backing(@Nullable Thread thread) {
    BackedThread backed = BackedThread.of(thread);
    return backed == null ? null : backed.runner();
  }

  private static boolean isRunByLoop(Thread thread) {
    BackedThread backed = BackedThread.of(thread);
    return backed != null && !backed.hasEnded();
  }

  /** In a managed virtual thread the program is as it would be in a thread that is no daemon. */
  private static boolean inheritsDaemon(Thread parent) {
    Scheduler scheduler = Scheduler.of(parent);
    Thread seen = scheduler == null ? parent : scheduler.shown(parent);
    return seen.isDaemon() && !(scheduler != null && seen.isVirtual());
  }

  private static int processors(Runtime runtime) {
    Scheduler scheduler = Scheduler.current();
    return scheduler == null ? runtime.availableProcessors() : scheduler.world().processors();
  }

  private static void waiting(Object monitor) {
    Scheduler scheduler = Scheduler.current();
    if (scheduler != null) {
      scheduler.waiting(monitor);
    }
  }

  private static void leaving(Thread thread) {
    Scheduler scheduler = Scheduler.of(thread);
    if (scheduler != null) {
      scheduler.leaving();
    }
  }

  /** Who may not notify gets the JDK's own exception. */
  private static void notifyOne(Object monitor) {
    Scheduler scheduler = Scheduler.current();
    if (scheduler == null || !Thread.holdsLock(monitor)) {
      RealMonitors.notifyOne(monitor);
    } else {
      scheduler.world().notifyOne(monitor);
    }
  }

  private static void notifyEvery(Object monitor) {
    RealMonitors.notifyAll(monitor);
    Scheduler scheduler = Scheduler.current();
    if (scheduler != null) {
      scheduler.world().notifiedAll(monitor);
    }
  }

  private static void exit(int status) {
    Scheduler scheduler = Scheduler.current();
    if (scheduler != null) {
      scheduler.world().exit("System.exit", status);
    }
  }

  private static void halt(int status) {
    Scheduler scheduler = Scheduler.current();
    if (scheduler != null) {
      scheduler.world().exit("Runtime.halt", status);
    }
  }

  private static void dying(Thread thread, Throwable thrown) {
    Scheduler scheduler = Scheduler.of(thread);
    if (scheduler != null) {
      scheduler.dying(thrown);
    }
  }

  private static void caught(Throwable thrown) {
    Scheduler scheduler = Scheduler.current();
    if (scheduler != null) {
      scheduler.caught(thrown);
    }
  }

  private static void reaching(String what) {
    Scheduler scheduler = Scheduler.current();
    if (scheduler != null) {
      scheduler.reaching(what);
    }
  }

  /** Standard input and the output of a process keep their reader waiting; files do not. */
  private static void reading(Object stream, @Nullable FileDescriptor file) {
    if (file == FileDescriptor.in) {
      reaching("reads standard input");
    } else if (stream.getClass() != FileInputStream.class
        && stream.getClass().getName().startsWith("java.lang.Process")) {
      reaching("reads the output of a process");
    }
  }

  private static void joining(Thread thread) {
    Scheduler scheduler = Scheduler.current();
    if (scheduler != null) {
      scheduler.joining(thread);
    }
  }

  private static void owned(Object synchronizer, @Nullable Thread owner) {
    Scheduler scheduler = Scheduler.current();
    if (scheduler != null && owner != null) {
      scheduler.world().noteOrigin(synchronizer);
    } else if (scheduler != null) {
      scheduler.world().forgetOrigin(synchronizer);
    }
  }

  private static void made(Object executor) {
    Scheduler scheduler = Scheduler.current();
    if (scheduler != null) {
      scheduler.world().noteOrigin(executor);
    }
  }
}
