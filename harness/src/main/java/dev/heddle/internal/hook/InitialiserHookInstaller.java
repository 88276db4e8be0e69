package dev.heddle.internal.hook;

import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Defines the copy of {@link InitialiserHooks}, and connects it with loops and a listener. */
public final class InitialiserHookInstaller {
  /** Where edited classes call; defined before any class is edited. */
  private static @Nullable HookCopy copy;

  /** Told of all threads; null until somebody listens. */
  private static volatile @Nullable InitialiserListener listener;

  private InitialiserHookInstaller() {}

  /** Defines the copy, which does nothing yet; {@code java.lang} has to be open. */
  static void install() throws ReflectiveOperationException {
    copy = HookCopy.define(InitialiserHooks.class);
  }

  /** Says whom the hooks are to tell. */
  static void connect() throws ReflectiveOperationException {
    set("ends", InitialiserHookInstaller::ended);
    set("begins", InitialiserHookInstaller::begins);
  }

  private static void set(String field, Consumer<Class<?>> value)
      throws ReflectiveOperationException {
    Objects.requireNonNull(copy).set(field, Consumer.class, value);
  }

  /** From now on {@code told} is told. */
  public static void listen(InitialiserListener told) {
    listener = told;
  }

  private static void begins(Class<?> type) {
    Scheduler scheduler = Scheduler.current();
    InitialiserListener told = listener;
    if (scheduler == null) {
      if (told != null) {
        told.begins(type);
      }
      return;
    }
    boolean before = scheduler.setBusy(true);
    try {
      scheduler.initialising(type);
      if (told != null) {
        told.begins(type);
      }
    } finally {
      scheduler.setBusy(before);
    }
  }

  private static void ended(Class<?> type) {
    Scheduler scheduler = Scheduler.current();
    InitialiserListener told = listener;
    if (scheduler == null) {
      if (told != null) {
        told.ended(type);
      }
      return;
    }
    boolean before = scheduler.setBusy(true);
    try {
      if (told != null) {
        told.ended(type);
      }
      scheduler.initialised(type);
    } finally {
      scheduler.setBusy(before);
    }
  }
}
