package dev.heddle.junit;

import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ExtensionContextException;

/**
 * What extensions keep for one run of a test, as JUnit keeps it for a test: a value that is not
 * here is that of the class around, and what can be closed is closed at the end, last first.
 */
final class RunValues {
  /** Whether values that JUnit knows as nothing but {@code AutoCloseable} are closed too. */
  private final boolean closesAll;

  /** In the order in which they were put. Guarded by itself: the test's threads may ask. */
  private final Map<Key, Optional<Object>> values = new LinkedHashMap<>();

  private record Key(Namespace namespace, Object name) {}

  RunValues(boolean closesAll) {
    this.closesAll = closesAll;
  }

  /** Those of a namespace, on top of the class's. */
  Store store(Namespace namespace, Store ofClass) {
    return new View(namespace, ofClass);
  }

  /** Closes what can be closed, each by {@code attempt}. */
  void close(Consumer<Lifecycle.Body> attempt) {
    List<Optional<Object>> all;
    synchronized (values) {
      all = new ArrayList<>(values.values()).reversed();
      values.clear();
    }
    for (Optional<Object> value : all) {
      attempt.accept(() -> close(value.orElse(null)));
    }
  }

  @SuppressWarnings("deprecation") // JUnit 5's extensions know no other
  private void close(@Nullable Object value) throws Throwable {
    if (value instanceof Store.CloseableResource resource) {
      resource.close();
    } else if (closesAll && value instanceof AutoCloseable closeable) {
      closeable.close();
    }
  }

  private final class View implements Store {
    private final Namespace namespace;
    private final Store ofClass;

    View(Namespace namespace, Store ofClass) {
      this.namespace = namespace;
      this.ofClass = ofClass;
    }

    private Key key(Object name) {
      return new Key(namespace, name);
    }

    /** What was put here; null: nothing. */
    @SuppressWarnings("NullableOptional") // a value may be null
    private @Nullable Optional<Object> here(Object name) {
      synchronized (values) {
        return values.get(key(name));
      }
    }

    @Override
    public @Nullable Object get(Object key) {
      Optional<Object> here = here(key);
      return here == null ? ofClass.get(key) : here.orElse(null);
    }

    @Override
    public <V> @Nullable V get(Object key, Class<V> requiredType) {
      return cast(key, get(key), requiredType);
    }

    @Override
    @SuppressWarnings("deprecation") // JUnit 5's extensions know no other
    public <K, V extends @Nullable Object> @Nullable Object getOrComputeIfAbsent(
        K key, Function<? super K, ? extends V> creator) {
      Optional<Object> here = here(key);
      if (here != null) {
        return here.orElse(null);
      }
      Object ofTheClass = ofClass.get(key);
      return ofTheClass == null ? computed(key, creator) : ofTheClass;
    }

    @Override
    @SuppressWarnings("deprecation") // JUnit 5's extensions know no other
    public <K, V extends @Nullable Object> @Nullable V getOrComputeIfAbsent(
        K key, Function<? super K, ? extends V> creator, Class<V> requiredType) {
      return cast(key, getOrComputeIfAbsent(key, creator), requiredType);
    }

    @Override
    public <K, V> Object computeIfAbsent(K key, Function<? super K, ? extends V> creator) {
      Object known = get(key);
      return known == null ? computed(key, creator) : known;
    }

    @Override
    public <K, V> V computeIfAbsent(
        K key, Function<? super K, ? extends V> creator, Class<V> requiredType) {
      V value = cast(key, computeIfAbsent(key, creator), requiredType);
      return Objects.requireNonNull(value);
    }

    /** The creator may put other values. */
    private <K, V extends @Nullable Object> V computed(
        K key, Function<? super K, ? extends V> creator) {
      V value = creator.apply(key);
      put(key, value);
      return value;
    }

    @Override
    public void put(Object key, @Nullable Object value) {
      synchronized (values) {
        values.put(key(key), Optional.ofNullable(value));
      }
    }

    @Override
    public @Nullable Object remove(Object key) {
      synchronized (values) {
        Optional<Object> value = values.remove(key(key));
        return value == null ? null : value.orElse(null);
      }
    }

    @Override
    public <V> @Nullable V remove(Object key, Class<V> requiredType) {
      return cast(key, remove(key), requiredType);
    }

    @SuppressWarnings("unchecked")
    private <V> @Nullable V cast(Object key, @Nullable Object value, Class<V> type) {
      Class<?> wrapped = MethodType.methodType(type).wrap().returnType();
      if (value == null || wrapped.isInstance(value)) {
        return (V) value;
      }
      throw new ExtensionContextException(
          "Object stored under key [" + key + "] is not of required type [" + type.getName() + "]");
    }
  }
}
