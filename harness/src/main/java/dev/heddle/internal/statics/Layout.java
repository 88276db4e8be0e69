package dev.heddle.internal.statics;

import dev.heddle.internal.jdk.Jdk;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;

/** Where the fields of a class lie: those that can change, and those that only lead elsewhere. */
final class Layout {
  private static final ClassValue<Layout> STATICS =
      new ClassValue<>() {
        @Override
        protected Layout computeValue(Class<?> type) {
          return new Layout(fields(type, true));
        }
      };

  /** The fields that hold references and can change. */
  final List<Field> references = new ArrayList<>();

  /** The fields that hold primitive values and can change. */
  final List<Field> primitives = new ArrayList<>();

  /** The offsets of {@link #references}. */
  final long[] referenceOffsets;

  /** The offsets of {@link #primitives}. */
  final long[] primitiveOffsets;

  /** The sizes of {@link #primitives}, in bytes. */
  final int[] sizes;

  /** The final fields that hold references. */
  final List<Field> finals = new ArrayList<>();

  /** The offsets of {@link #finals}. */
  final long[] finalOffsets;

  private Layout(List<Field> fields) {
    for (Field field : fields) {
      boolean isFinal = Modifier.isFinal(field.getModifiers());
      if (field.getType().isPrimitive()) {
        if (!isFinal) {
          primitives.add(field);
        }
      } else if (!isFinal) {
        references.add(field);
      } else if (mayLead(field.getType())) {
        finals.add(field);
      }
    }
    referenceOffsets = offsets(references);
    primitiveOffsets = offsets(primitives);
    finalOffsets = offsets(finals);
    sizes = primitives.stream().mapToInt(field -> size(field.getType())).toArray();
  }

  /** Whether a field of that type may hold what can change. */
  private static boolean mayLead(Class<?> type) {
    return type != String.class
        && type != Class.class
        && !(Number.class.isAssignableFrom(type)
            && Modifier.isFinal(type.getModifiers())
            && type.getPackageName().equals("java.lang"));
  }

  private static long[] offsets(List<Field> fields) {
    return fields.stream().mapToLong(field -> Jdk.memory().offsetOf(field)).toArray();
  }

  private static int size(Class<?> type) {
    return type == long.class || type == double.class
        ? Long.BYTES
        : type == int.class || type == float.class
            ? Integer.BYTES
            : type == short.class || type == char.class ? Short.BYTES : Byte.BYTES;
  }

  /** The static fields of a class itself; those that a compiler or a tool has added are not. */
  static Layout ofStatics(Class<?> type) {
    return STATICS.get(type);
  }

  /** The fields of the objects of a class, of those of its superclasses that are looked into. */
  static Layout ofInstances(Class<?> type, Reach reach) {
    List<Field> fields = new ArrayList<>();
    for (Class<?> at = type; at != null; at = at.getSuperclass()) {
      if (reach.hasFieldsOf(at)) {
        fields.addAll(fields(at, false));
      }
    }
    return new Layout(fields);
  }

  private static List<Field> fields(Class<?> type, boolean wantsStatic) {
    List<Field> fields = new ArrayList<>();
    try {
      for (Field field : type.getDeclaredFields()) {
        boolean isStatic = Modifier.isStatic(field.getModifiers());
        if (isStatic == wantsStatic && !(isStatic && field.isSynthetic())) {
          fields.add(field);
        }
      }
    } catch (LinkageError e) {
      return List.of(); // the type of a field is missing: then nobody has used it
    }
    return fields;
  }

  /** Whether there is nothing that can change or lead elsewhere. */
  boolean isEmpty() {
    return isFixed() && finals.isEmpty();
  }

  /** Whether there is nothing that can change. */
  boolean isFixed() {
    return references.isEmpty() && primitives.isEmpty();
  }
}
