package dev.heddle.internal.memory;

import dev.heddle.internal.site.AccessKind;
import dev.heddle.internal.site.Site;
import dev.heddle.internal.source.KindNames;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Array;
import org.jspecify.annotations.Nullable;

/** Says, for reports, what an access touches, and the value there. */
final class AccessWords {
  private AccessWords() {}

  /** What it accesses, with the object if that says more than its class. */
  static String what(Site site, @Nullable Object object, int element) {
    if (site.kind.isElement() && object != null) {
      return "element "
          + element
          + " of "
          + object.getClass().getComponentType().getSimpleName()
          + "["
          + Array.getLength(object)
          + "]";
    }
    if (site.kind == AccessKind.ENTER && object != null) {
      return "the monitor of " + KindNames.kind(object);
    }
    if (site.kind == AccessKind.CALL && object != null && !isHandle(object)) {
      return KindNames.nameOf(object) + "." + site.member;
    }
    return site.what();
  }

  /** Whether an object is of some class that nobody knows, for a class that everybody does. */
  private static boolean isHandle(Object object) {
    return object instanceof VarHandle || object instanceof MethodHandle;
  }

  /** The value that it finds there; empty if it is not known, or no value. */
  static String value(Site site, @Nullable Object object, int element) {
    if (!site.kind.isField() && !site.kind.isElement()) {
      return FieldValues.ofAtomic(object);
    }
    return FieldValues.of(site, object, element);
  }
}
