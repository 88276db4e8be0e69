package dev.heddle;

import dev.heddle.internal.Jdk;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says in words what a thread waits for; the same words in every run. */
final class Waits {
  private Waits() {}

  /** A live strand, for a report. */
  static Pending describe(Strand strand) {
    StackTraceElement createdAt = strand.task == null ? null : strand.task.createdAt;
    if (!strand.isStarted()) {
      return new Pending(strand.label(), "has not started", null, createdAt, List.of());
    }
    Jdk.Snapshot snapshot = Jdk.snapshot(strand.thread);
    if (snapshot == null) {
      return new Pending(strand.label(), "has ended", null, createdAt, List.of());
    }
    if (strand.suspended) {
      String what = strand.why.verb() + " " + strand.what;
      return new Pending(strand.label(), what.strip(), null, createdAt, snapshot.stack());
    }
    Object blocker = Monitors.monitorOf(strand, snapshot);
    Jdk.State state = Jdk.stateOf(strand.thread);
    String verb =
        switch (state) {
          case BLOCKED -> Pending.ENTERS_MONITOR;
          case WAITING -> "is in Object.wait on ";
          default -> "waits in ";
        };
    return new Pending(
        strand.label(),
        verb + (blocker == null ? "an unknown place" : on(blocker)),
        state == Jdk.State.WAITING ? null : holder(strand.engine, blocker),
        createdAt,
        snapshot.stack());
  }

  private static @Nullable String holder(Engine engine, @Nullable Object blocker) {
    if (blocker == null) {
      return null;
    }
    Thread owner = Jdk.ownerOf(blocker);
    if (owner != null) {
      return Jdk.schedulerOf(owner) instanceof Strand strand
          ? strand.label()
          : "thread " + owner.getName();
    }
    Strand strand = Monitors.holder(engine.strands, blocker);
    return strand == null ? null : strand.label();
  }

  /** A synchronizer, monitor or thread by its class, since its identity differs between runs. */
  static String on(@Nullable Object blocker) {
    if (blocker == null) {
      return "";
    }
    if (blocker instanceof Thread thread) {
      return "thread " + thread.getName();
    }
    Class<?> type = blocker.getClass();
    if (type.getSimpleName().equals("ConditionObject")) {
      return "Condition";
    }
    Class<?> outer = type.getEnclosingClass();
    return outer != null && type.getName().startsWith("java.")
        ? outer.getSimpleName()
        : nameOf(blocker);
  }

  /** The simple name of an object's class, or of the class that a lambda was written in. */
  static String nameOf(Object object) {
    String name = object.getClass().getName();
    int lambda = name.indexOf("$$Lambda");
    String readable = lambda < 0 ? name : name.substring(0, lambda);
    return readable.substring(readable.lastIndexOf('.') + 1);
  }
}
