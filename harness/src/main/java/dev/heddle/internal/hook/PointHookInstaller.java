package dev.heddle.internal.hook;

import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/** Defines the copy of {@link PointHooks} and connects it with the managed threads. */
final class PointHookInstaller {
  /** Where edited classes call; defined before any class is edited. */
  private static @Nullable HookCopy copy;

  /** In the place of an index and a site: a monitor was entered. */
  private static final long ENTERED = -2;

  private PointHookInstaller() {}

  /** Defines the copy, which does nothing yet; {@code java.lang} has to be open. */
  static void install() throws ReflectiveOperationException {
    copy = HookCopy.define(PointHooks.class);
  }

  /** Says whom the hooks tell once they are switched on. */
  static void connect() throws ReflectiveOperationException {
    set("access", ObjLongConsumer.class, (ObjLongConsumer<Object>) PointHookInstaller::access);
  }

  /** The switch of the copy. */
  static VarHandle onSwitch() throws ReflectiveOperationException {
    return Objects.requireNonNull(copy).variable("on", boolean.class);
  }

  private static <T> void set(String field, Class<T> type, T value)
      throws ReflectiveOperationException {
    Objects.requireNonNull(copy).set(field, type, value);
  }

  private static void access(@Nullable Object target, long place) {
    Scheduler scheduler = Scheduler.current();
    if (scheduler == null) {
      return;
    }
    if (place == ENTERED) {
      scheduler.monitorEntered();
    } else if (place < 0) {
      scheduler.accessingInside(target);
    } else {
      scheduler.accessing(target, (int) (place >> Integer.SIZE), (int) place);
    }
  }
}
