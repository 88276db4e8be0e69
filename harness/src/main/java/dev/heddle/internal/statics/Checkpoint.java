package dev.heddle.internal.statics;

import dev.heddle.internal.jdk.Jdk;
import java.lang.reflect.Field;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The static fields of classes and the contents of what they lead to, as they were at some time.
 * Objects keep their identity: what is put back is what is in them. What is final is not written,
 * as the JVM relies on it, and only followed.
 */
final class Checkpoint {
  /** An object that waits to be looked into, and the static field that leads to it. */
  private record Reached(Object object, Field root) {}

  /** The most objects, so that neither memory nor the time before a schedule grows without end. */
  private final int most;

  private final Reach reach;

  /** What is saved, by object, array or class; without those that have nothing that can change. */
  private final IdentityHashMap<Object, @Nullable Saved> seen = new IdentityHashMap<>();

  /** What is saved and can change, in the order in which it was found. */
  private final List<Saved> saved = new ArrayList<>();

  private final Deque<Reached> ahead = new ArrayDeque<>();

  /** The first static field whose objects were too many; null if there is none. */
  private @Nullable Field cut;

  Checkpoint(Reach reach, int most) {
    this.reach = reach;
    this.most = most;
  }

  /** The first static field whose objects were too many; null if there is none. */
  @Nullable Field cut() {
    return cut;
  }

  int most() {
    return most;
  }

  /** How many objects, arrays and classes can change. */
  int size() {
    return saved.size();
  }

  // ---- what is saved ------------------------------------------------------------------------

  /**
   * Adds a class.
   *
   * @param untouched whether its fields were zero at that time, and may have been written since
   */
  void add(Class<?> type, boolean untouched) {
    Layout layout = Layout.ofStatics(type);
    if (!layout.isFixed() && !seen.containsKey(type)) {
      Object base = baseOf(layout);
      keep(
          type,
          untouched ? SavedFields.untouched(base, layout) : SavedFields.of(null, base, layout));
    }
    if (!untouched) {
      follow(layout.references, layout.referenceOffsets);
      follow(layout.finals, layout.finalOffsets);
      lookInto();
    }
  }

  private static Object baseOf(Layout layout) {
    List<Field> fields = layout.references.isEmpty() ? layout.primitives : layout.references;
    return Jdk.memory().baseOf(fields.get(0));
  }

  private void follow(List<Field> fields, long[] offsets) {
    for (int i = 0; i < offsets.length; i++) {
      Field field = fields.get(i);
      reach(Jdk.memory().reference(Jdk.memory().baseOf(field), offsets[i]), field);
    }
  }

  private void keep(Object what, Saved contents) {
    seen.put(what, contents);
    saved.add(contents);
  }

  private void reach(@Nullable Object object, Field root) {
    if (object == null
        || (!object.getClass().isArray() && !reach.has(object.getClass()))
        || seen.containsKey(object)) {
      return;
    }
    if (seen.size() >= most) {
      cut = cut == null ? root : cut;
      return;
    }
    seen.put(object, null);
    ahead.add(new Reached(object, root));
  }

  private void lookInto() {
    for (Reached next = ahead.poll(); next != null; next = ahead.poll()) {
      Object object = next.object();
      Field root = next.root();
      if (object instanceof Object[] array) {
        keep(array, new SavedReferences(root, array));
      } else if (object.getClass().isArray()) {
        keep(object, new SavedPrimitives(root, object));
      } else {
        Layout layout = reach.layout(object.getClass());
        if (!layout.isFixed()) {
          keep(object, SavedFields.of(root, object, layout));
        }
        for (long offset : layout.finalOffsets) {
          reach(Jdk.memory().reference(object, offset), root);
        }
      }
      Saved contents = seen.get(object);
      if (contents != null) {
        contents.references(this::reach);
      }
    }
  }

  // ---- what is different now -----------------------------------------------------------------

  /** Writes back what is different now. */
  void putBack() {
    for (int i = 0; i < saved.size(); i++) {
      saved.get(i).putBack();
    }
  }

  /** What is different now, as it is now. */
  IdentityHashMap<Saved, Saved> changed() {
    IdentityHashMap<Saved, Saved> changed = new IdentityHashMap<>();
    for (Saved each : saved) {
      if (each.differs()) {
        changed.put(each, each.now());
      }
    }
    return changed;
  }

  /**
   * Takes over what is different from {@code before}, unless it was different already then.
   *
   * @param initialised the classes whose fields are different as they have just been initialised
   */
  Adopted adopt(IdentityHashMap<Saved, Saved> before, List<Class<?>> initialised) {
    Adopted adopted = new Adopted();
    for (Class<?> type : initialised) {
      adopted.own(seen.get(type));
    }
    for (Saved each : List.copyOf(saved)) {
      Saved then = before.get(each);
      if ((then == null ? each : then).differs()) {
        adopted.changed(each, then != null);
        if (then == null) {
          each.take();
          each.references(this::reach);
          lookInto();
        }
      }
    }
    return adopted;
  }

  /** What is different now, by the static field that leads there: the first of each. */
  List<Difference> differences() {
    Map<Object, Difference> first = new LinkedHashMap<>();
    for (Saved each : saved) {
      Difference difference = each.difference();
      if (difference != null) {
        first.putIfAbsent(each.root == null ? each : each.root, difference);
      }
    }
    return List.copyOf(first.values());
  }
}
