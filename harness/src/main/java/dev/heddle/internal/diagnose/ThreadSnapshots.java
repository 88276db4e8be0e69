package dev.heddle.internal.diagnose;

import dev.heddle.internal.core.ManagedThread;
import dev.heddle.internal.core.ManagedThreads;
import dev.heddle.internal.diagnose.ThreadWait.Held;
import dev.heddle.internal.diagnose.ThreadWait.Waker;
import dev.heddle.internal.hook.BackedThread;
import dev.heddle.internal.jdk.Jdk;
import dev.heddle.internal.jdk.ThreadSnapshot;
import dev.heddle.internal.source.Frames;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the JVM says of the threads of a loop, at one moment at which the loop runs nothing. */
final class ThreadSnapshots {
  /** Of each live thread that has started. */
  private final Map<ManagedThread, ThreadSnapshot> snapshots = new LinkedHashMap<>();

  /** The executor that each worker works for. */
  private final Map<ManagedThread, Object> executors = new LinkedHashMap<>();

  private final ManagedThreads threads;

  private final CallSites callSites;

  ThreadSnapshots(ManagedThreads threads, CallSites callSites) {
    this.threads = threads;
    this.callSites = callSites;
    for (ManagedThread managed : threads) {
      ThreadSnapshot snapshot = managed.isStarted() ? Jdk.snapshots().of(managed.thread) : null;
      if (snapshot != null) {
        snapshots.put(managed, snapshot);
      }
      Object executor = Jdk.inspector().executorOf(BackedThread.bodyOf(managed.shown()));
      if (executor != null) {
        executors.put(managed, executor);
      }
    }
  }

  /** Every live thread that has started, in the order of creation. */
  Map<ManagedThread, ThreadSnapshot> all() {
    return snapshots;
  }

  /** The workers of executors, each with its executor. */
  Map<ManagedThread, Object> executors() {
    return executors;
  }

  /** The managed thread behind a thread as the program knows it; null if the loop runs it not. */
  @Nullable ManagedThread managedOf(Thread thread) {
    ManagedThread managed = ManagedThread.of(BackedThread.runnerOf(thread));
    return managed != null && managed.isOf(threads) ? managed : null;
  }

  /** The name of a thread in reports. */
  String threadName(Thread thread) {
    ManagedThread managed = managedOf(thread);
    return managed == null ? thread.getName() : managed.label();
  }

  /** A thread that can end a wait; {@code held} is what it holds, null if it has to do more. */
  Waker waker(Thread thread, @Nullable Held held) {
    ManagedThread managed = managedOf(thread);
    return managed == null
        ? new Waker(null, "thread " + threadName(thread), held)
        : new Waker(managed, managed.label(), held);
  }

  /** Where the owner of a lock has taken it, in words; empty if the loop does not keep that. */
  String takenAt(Object lock) {
    StackTraceElement place = callSites.of(lock);
    return place == null ? "" : " (taken at " + Frames.line(place) + ")";
  }
}
