package dev.heddle.internal.statics;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an initialiser has changed that belongs to other classes. */
final class Adopted {
  /** The static fields of the classes that were initialised. */
  private final Set<Saved> own = Collections.newSetFromMap(new IdentityHashMap<>());

  /** What the run had changed before the initialiser did, so that nobody can tell them apart. */
  private final List<Saved> mixed = new ArrayList<>();

  private boolean any;

  void own(@Nullable Saved fields) {
    if (fields != null) {
      own.add(fields);
    }
  }

  void changed(Saved what, boolean wasChangedBefore) {
    any |= !own.contains(what);
    if (wasChangedBefore) {
      mixed.add(what);
    }
  }

  /** Whether it has changed something that belongs to other classes. */
  boolean isAny() {
    return any;
  }

  /** What the run had changed before the initialiser did. */
  List<Saved> mixed() {
    return mixed;
  }
}
