package dev.heddle;

import dev.heddle.internal.core.InternalCallback;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is to be scheduled when a future is done, in the order of adding. Most futures have one such
 * thing or none, so that no list is made for it: null, the thing itself, or a list.
 */
final class DoneCallbacks {
  private static final int FEW = 4;

  private DoneCallbacks() {}

  /** A callback, and what it does if it is the harness's own; null: the user's. */
  record Callback(Consumer<?> function, @Nullable InternalCallback own) {}

  @SuppressWarnings("unchecked")
  static Object add(@Nullable Object all, Object one) {
    if (all == null) {
      return one;
    }
    if (all instanceof List<?> list) {
      ((List<Object>) list).add(one);
      return list;
    }
    List<Object> list = new ArrayList<>(FEW);
    list.add(all);
    list.add(one);
    return list;
  }

  static @Nullable Object remove(@Nullable Object all, Object one) {
    if (all == one) {
      return null;
    }
    if (all instanceof List<?> list) {
      list.remove(one);
    }
    return all;
  }

  /** Removes every callback with an equal function. */
  static @Nullable Object removeCallbacks(@Nullable Object all, Consumer<?> function) {
    if (all instanceof List<?> list) {
      list.removeIf(one -> isCallback(one, function));
      return list;
    }
    return isCallback(all, function) ? null : all;
  }

  private static boolean isCallback(@Nullable Object one, Consumer<?> function) {
    return one instanceof Callback callback && callback.function().equals(function);
  }

  static int count(@Nullable Object all) {
    return all == null ? 0 : all instanceof List<?> list ? list.size() : 1;
  }
}
