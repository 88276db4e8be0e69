package dev.heddle.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.constant.ClassDesc;
import java.lang.invoke.MethodHandles;
import java.time.Instant;
import java.util.Comparator;
import java.util.concurrent.Delayed;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.LongPredicate;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Defines the copy of {@link Hooks} and connects it with the schedulers of managed threads. */
final class HookInstaller {
  /** The internal name of the copy. */
  static final String NAME = "java/lang/HeddleHooks";

  private static final ClassDesc COPY = ClassDesc.ofInternalName(NAME);

  /** Where nanoTime starts: FutureTask takes 0 for "not parked yet", and would wait 1 ns more. */
  private static final long FIRST_NANO_TIME = 1_000_000_000;

  private final MethodHandles.Lookup hooks;

  private HookInstaller(MethodHandles.Lookup hooks) {
    this.hooks = hooks;
  }

  /** Defines the copy next to {@code java.lang.Object}; {@code java.lang} has to be open. */
  static void install() throws ReflectiveOperationException {
    MethodHandles.Lookup lang = MethodHandles.privateLookupIn(Object.class, MethodHandles.lookup());
    Class<?> copy = lang.defineClass(copyOf(template()));
    new HookInstaller(MethodHandles.privateLookupIn(copy, MethodHandles.lookup())).connect();
  }

  private static byte[] template() {
    String name = "Hooks.class";
    try (InputStream in = HookInstaller.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new UnsupportedJvmException(
            "Heddle's jar is damaged: " + name + " is missing. Replace the jar.", null);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("Heddle's jar cannot be read: " + name, e);
    }
  }

  private static byte[] copyOf(byte[] template) {
    ClassFile api = ClassFile.of();
    CodeTransform toCopy =
        (code, element) -> {
          if (element instanceof FieldInstruction field) {
            code.fieldAccess(field.opcode(), COPY, field.name().stringValue(), field.typeSymbol());
          } else {
            code.with(element);
          }
        };
    byte[] copy =
        api.transformClass(
            api.parse(template), COPY, ClassTransform.transformingMethodBodies(toCopy));
    return withPublicAccess(copy);
  }

  /** The template is hidden from users; the copy has to be seen by every class. */
  private static byte[] withPublicAccess(byte[] classFile) {
    ClassFile api = ClassFile.of();
    return api.transformClass(
        api.parse(classFile),
        (builder, element) -> {
          if (element instanceof java.lang.classfile.AccessFlags flags) {
            builder.withFlags(flags.flagsMask() | ClassFile.ACC_PUBLIC);
          } else {
            builder.with(element);
          }
        });
  }

  private void connect() throws ReflectiveOperationException {
    set("nanoTime", LongSupplier.class, HookInstaller::nanoTime);
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
    set("starting", Consumer.class, (Consumer<Thread>) HookInstaller::starting);
    set("delay", BiPredicate.class, (BiPredicate<Object, Future<?>>) HookInstaller::delay);
    set("exit", IntConsumer.class, HookInstaller::exit);
    set("byCreation", Comparator.class, Comparator.comparingLong(Thread::threadId));
  }

  private <T> void set(String field, Class<T> type, T value) throws ReflectiveOperationException {
    hooks.findStaticVarHandle(hooks.lookupClass(), field, type).setVolatile(value);
  }

  private static @Nullable Scheduler here() {
    return Jdk.schedulerOf(Thread.currentThread());
  }

  private static long nanoTime() {
    Scheduler scheduler = here();
    return scheduler == null ? System.nanoTime() : FIRST_NANO_TIME + scheduler.nanoTime();
  }

  private static long currentTimeMillis() {
    Scheduler scheduler = here();
    return scheduler == null ? System.currentTimeMillis() : scheduler.instant().toEpochMilli();
  }

  private static @Nullable Instant instant() {
    Scheduler scheduler = here();
    return scheduler == null ? null : scheduler.instant();
  }

  private static @Nullable Future<?> schedule(Object[] call) {
    Executor executor = (Executor) call[0];
    if (!(executor instanceof Scheduler scheduler)) {
      return null;
    }
    TimeUnit unit = (TimeUnit) call[3];
    return scheduler.schedule((Runnable) call[1], unit.toNanos((Long) call[2]));
  }

  /** A managed thread sleeps by itself; a callback on the carrier spends the time. */
  private static boolean sleep(long nanos) {
    Scheduler scheduler = Thread.currentThread().isVirtual() ? null : here();
    if (scheduler != null) {
      scheduler.spend(nanos);
    }
    return scheduler != null;
  }

  private static void parking() {
    if (Thread.currentThread() instanceof Carrier carrier
        && carrier.scheduler != null
        && !carrier.resting) {
      carrier.scheduler.parking();
    }
  }

  private static void pinned() {
    Scheduler scheduler = here();
    if (scheduler != null) {
      scheduler.parking();
    }
  }

  private static void interrupting(Thread thread) {
    Scheduler scheduler = Jdk.schedulerOf(thread);
    if (scheduler != null) {
      scheduler.interrupting();
    }
  }

  private static void starting(Thread thread) {
    Scheduler scheduler = here();
    if (scheduler != null) {
      scheduler.starting(thread);
    }
  }

  /**
   * The timeouts of {@code CompletableFuture} go to the common pool, one-shot tasks all of them.
   */
  private static boolean delay(Object pool, Future<?> task) {
    Scheduler scheduler = pool == ForkJoinPool.commonPool() ? here() : null;
    if (scheduler == null
        || !(task instanceof Delayed delayed)
        || !(task instanceof Runnable command)) {
      return false;
    }
    scheduler.scheduleUnlessDone(command, delayed.getDelay(TimeUnit.NANOSECONDS), task);
    return true;
  }

  private static void exit(int status) {
    Scheduler scheduler = here();
    if (scheduler != null) {
      scheduler.exit(status);
    }
  }
}
