package dev.heddle.explore;

import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.temporal.Temporal;
import java.time.temporal.TemporalAmount;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Hash codes that are the same whenever a program returns the same. Parts of a value that may have
 * an identity hash code are left out. So values with different stable hash codes are different.
 */
final class StableHash {
  private static final int FACTOR = 31;
  private static final int PASSED_OVER = 0x5bd1e995;
  private static final int DEEPEST = 16;

  private static final ClassValue<Boolean> PLAIN =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          return isPlain(type, 0);
        }
      };

  private StableHash() {}

  static int hash(@Nullable Object value) {
    return hash(value, 0);
  }

  private static int hash(@Nullable Object value, int depth) {
    if (value == null || depth > DEEPEST) {
      return 0;
    }
    if (PLAIN.get(value.getClass())) {
      return value.hashCode();
    }
    return switch (value) {
      case List<?> list -> ordered(list, depth);
      case Set<?> set -> set.stream().mapToInt(element -> hash(element, depth + 1)).sum();
      case Map<?, ?> map -> entries(map, depth);
      case Optional<?> optional -> hash(optional.orElse(null), depth + 1);
      default -> PASSED_OVER;
    };
  }

  private static int ordered(List<?> list, int depth) {
    int hash = 1;
    for (Object element : list) {
      hash = FACTOR * hash + hash(element, depth + 1);
    }
    return hash;
  }

  private static int entries(Map<?, ?> map, int depth) {
    int hash = 0;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      hash += FACTOR * hash(entry.getKey(), depth + 1) ^ hash(entry.getValue(), depth + 1);
    }
    return hash;
  }

  private static boolean isPlain(Class<?> type, int depth) {
    if (type.isPrimitive() || type.isEnum() || type == String.class || type == UUID.class) {
      return true;
    }
    if (type.isRecord()) {
      return depth < DEEPEST && hasPlainComponents(type, depth);
    }
    return type == Boolean.class
        || type == Character.class
        || type == BigInteger.class
        || type == BigDecimal.class
        || (type.getName().startsWith("java.lang.") && Number.class.isAssignableFrom(type))
        || (type.getName().startsWith("java.time.")
            && (Temporal.class.isAssignableFrom(type)
                || TemporalAmount.class.isAssignableFrom(type)));
  }

  private static boolean hasPlainComponents(Class<?> type, int depth) {
    for (RecordComponent component : type.getRecordComponents()) {
      if (!isPlain(component.getType(), depth + 1)) {
        return false;
      }
    }
    return true;
  }
}
