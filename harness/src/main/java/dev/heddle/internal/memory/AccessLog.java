package dev.heddle.internal.memory;

import dev.heddle.internal.core.ManagedThread;
import dev.heddle.internal.site.Site;
import dev.heddle.schedule.DecisionLog;
import dev.heddle.trace.Recorder;
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
      seen.set(last, written.withValue(AccessWords.value(written.site(), target, index)));
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
            AccessWords.what(site, object, element),
            access.location(),
            writes,
            writes ? "" : AccessWords.value(site, object, element),
            log.count(),
            recorder.written()));
    if (writes) {
      target = object;
      index = element;
      isOpen = true;
    }
  }

  List<SeenAccess> all() {
    settle();
    return seen;
  }
}
