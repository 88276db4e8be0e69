package dev.heddle.internal.memory;

import dev.heddle.internal.core.ManagedThread;
import dev.heddle.internal.site.AccessKind;
import dev.heddle.internal.site.Site;
import dev.heddle.internal.source.KindNames;
import dev.heddle.schedule.DecisionLog;
import dev.heddle.trace.Recorder;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what a run accesses, with values, for a report. What is written is seen at the next access
 * of any thread, since nothing else can have come in between.
 */
final class AccessLog {
  private static final int MOST = 100_000;

  private final DecisionLog log;

  private final Recorder recorder;

  private final List<SeenAccess> seen = new ArrayList<>();

  /** The latest access, whose value is not known yet. */
  private @Nullable Object target;

  private int index;

  private boolean isOpen;

  AccessLog(DecisionLog log, Recorder recorder) {
    this.log = log;
    this.recorder = recorder;
  }

  /** Another access begins, or the run has ended: what was written before can be seen. */
  void settle() {
    if (isOpen) {
      isOpen = false;
      int last = seen.size() - 1;
      SeenAccess written = seen.get(last);
      seen.set(last, written.withValue(value(written.site(), target, index)));
      target = null;
    }
  }

  /** A thread is about to access something, and nobody comes in between. */
  void add(
      ManagedThread self, @Nullable Object object, int element, Site site, PendingAccess access) {
    settle();
    if (seen.size() == MOST) {
      return;
    }
    boolean writes = access.writes();
    seen.add(
        new SeenAccess(
            self.label(),
            self.id(),
            site,
            what(site, object, element),
            access.location(),
            writes,
            writes ? "" : value(site, object, element),
            log.count(),
            recorder.written()));
    if (writes) {
      target = object;
      index = element;
      isOpen = true;
    }
  }

  private static String what(Site site, @Nullable Object object, int element) {
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

  private static String value(Site site, @Nullable Object object, int element) {
    if (site.kind == AccessKind.CALL) {
      return FieldValues.ofAtomic(object);
    }
    return FieldValues.of(site, object, element);
  }

  List<SeenAccess> all() {
    settle();
    return seen;
  }
}
