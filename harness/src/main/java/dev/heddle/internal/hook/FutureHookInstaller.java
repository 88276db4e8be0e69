package dev.heddle.internal.hook;

import dev.heddle.internal.jdk.Jdk;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture.AsynchronousCompletionTask;
import java.util.concurrent.ForkJoinTask;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Defines the copy of {@link FutureHooks} and connects it with the loops of managed threads. */
final class FutureHookInstaller {
  private static final StackWalker STACK =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

  /** Where edited classes call; defined before any class is edited. */
  private static @Nullable HookCopy copy;

  private FutureHookInstaller() {}

  /** Defines the copy, which does what the JDK does; {@code java.lang} has to be open. */
  static void install() throws ReflectiveOperationException {
    copy = HookCopy.define(FutureHooks.class);
  }

  /** Says what the hooks are to do once they are switched on. */
  static void connect() throws ReflectiveOperationException {
    set("done", BiConsumer.class, (BiConsumer<Object, Object>) FutureHookInstaller::done);
    set("seen", Consumer.class, (Consumer<Object>) FutureHookInstaller::seen);
    set("looked", Consumer.class, (Consumer<Object>) FutureHookInstaller::looked);
    set("abandoned", Consumer.class, (Consumer<Object>) FutureHookInstaller::abandoned);
    set("combined", Consumer.class, (Consumer<Object>) FutureHookInstaller::combined);
    set("returned", Consumer.class, (Consumer<Object>) FutureHookInstaller::returned);
    set("made", Consumer.class, (Consumer<Object>) FutureHookInstaller::made);
    set("handedIn", Consumer.class, (Consumer<Object>) FutureHookInstaller::handedIn);
    set("forked", Consumer.class, (Consumer<Object>) FutureHookInstaller::forked);
  }

  private static <T> void set(String field, Class<T> type, T value)
      throws ReflectiveOperationException {
    Objects.requireNonNull(copy).set(field, type, value);
  }

  /** From now on futures tell where they are made. */
  static void keepOrigins() throws ReflectiveOperationException {
    set("keepsOrigins", boolean.class, true);
  }

  private static @Nullable FutureWatch watch() {
    Scheduler scheduler = Scheduler.current();
    return scheduler == null ? null : scheduler.world().futures();
  }

  private static @Nullable Throwable failureIn(Object result) {
    return result instanceof Throwable failure ? failure : Jdk.futures().inResult(result);
  }

  /** What fails while a class is initialised, it has for all loops: that is no failure of one. */
  private static void done(Object future, Object result) {
    Throwable failure = failureIn(result);
    FutureWatch watch = failure == null ? null : watch();
    if (failure == null || watch == null) {
      return;
    }
    if (Jdk.futures().isExecuted(future)) {
      watch.uncaught(failure);
    } else if (Jdk.futures().isOfProgram(future)
        && !Jdk.futures().hasDependents(future)
        && !Jdk.classInitialisation().isRunning()) {
      watch.failed(future, failure);
    }
  }

  private static void seen(Object result) {
    Throwable failure = failureIn(result);
    FutureWatch watch = failure == null ? null : watch();
    if (failure != null && watch != null) {
      watch.seen(failure);
    }
  }

  private static void looked(Object future) {
    FutureWatch watch = watch();
    Throwable failure = watch == null ? null : Jdk.futures().failureOf(future);
    if (watch != null && failure != null) {
      watch.seen(failure);
    }
  }

  /** A list of futures, or one of them. */
  private static void abandoned(Object futures) {
    FutureWatch watch = watch();
    if (watch == null) {
      return;
    }
    for (Object future : futures instanceof List<?> list ? list : List.of(futures)) {
      watch.abandoned(future);
      looked(future);
    }
  }

  private static void combined(@Nullable Object future) {
    FutureWatch watch = future == null ? null : watch();
    if (future == null || watch == null) {
      return;
    }
    Throwable failure = Jdk.futures().failureOf(future);
    if (failure == null) {
      watch.abandoned(future);
    } else {
      watch.passedOn(failure);
    }
  }

  private static void returned(Object futures) {
    FutureWatch watch = watch();
    if (watch == null) {
      return;
    }
    for (Object future : (List<?>) futures) {
      Throwable failure = Jdk.futures().failureOf(future);
      if (failure != null) {
        watch.returned(future, failure);
      }
    }
  }

  private static void made(Object future) {
    FutureWatch watch = watch();
    if (watch != null) {
      watch.made(future);
    }
  }

  /** Stages of a {@code CompletableFuture} tell of themselves. */
  private static void handedIn(Object task) {
    FutureWatch watch = task instanceof AsynchronousCompletionTask ? null : watch();
    if (watch != null) {
      watch.handedIn(task);
    }
  }

  /** Unless another task is run right here, and so the new one is part of it. */
  private static void forked(Object task) {
    if (!STACK.walk(frames -> frames.anyMatch(FutureHookInstaller::runsTask))) {
      handedIn(task);
    }
  }

  private static boolean runsTask(StackWalker.StackFrame frame) {
    return frame.getDeclaringClass() == ForkJoinTask.class
        && frame.getMethodName().equals("doExec");
  }
}
