package dev.heddle.internal.diagnose;

import dev.heddle.internal.core.ManagedThread;
import dev.heddle.internal.diagnose.ThreadWait.Waker;
import dev.heddle.internal.source.Frames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The causes of a deadlock: threads that have died, ended or gone idle while they held what others
 * wait for; and other threads that an exception has ended.
 */
final class RootCauses {
  private static final String FAILED =
      "Unlock in a finally block, so that the failure itself is reported.";

  private static final String ENDED =
      "Unlock in a finally block, on the thread that has locked, before it ends.";

  private static final String DIED =
      "If a thread that died should have ended one of these waits, its failure is the cause.";

  /** One sentence each. */
  private final List<String> sentences = new ArrayList<>();

  /** The exceptions of threads, first of those that hold what others wait for. */
  private final Set<Throwable> failures = new LinkedHashSet<>();

  private boolean holdersAreGone;

  /**
   * Looks for them.
   *
   * @param waits the waits of live threads
   * @param liveWait the wait of a live thread; null for one that has ended
   * @param dead the threads that an exception has ended
   */
  RootCauses(
      Collection<ThreadWait> waits,
      Function<ManagedThread, @Nullable ThreadWait> liveWait,
      List<ManagedThread> dead,
      Names names) {
    Set<ManagedThread> told = new LinkedHashSet<>();
    for (ThreadWait wait : waits) {
      for (Waker waker : wait.wakers()) {
        if (waker.managed() != null && waker.held() != null) {
          addHolder(waker, waker.managed(), liveWait.apply(waker.managed()), names, told);
        }
      }
    }
    for (ManagedThread managed : dead) {
      if (told.add(managed)) {
        sentences.add(managed.label() + died(managed));
        addFailure(managed.failure);
      }
    }
  }

  private void addHolder(
      Waker waker,
      ManagedThread holder,
      @Nullable ThreadWait wait,
      Names names,
      Set<ManagedThread> told) {
    boolean idle = wait != null && wait.isIdle();
    if ((wait != null && !idle) || waker.held() == null || !told.add(holder)) {
      return;
    }
    holdersAreGone = true;
    Throwable failure = failureOf(holder);
    String state = failure != null && !idle ? died(holder) : idle ? " is idle" : " has ended";
    String caught =
        failure != null && idle ? ", after a task of it failed with " + words(failure) : "";
    sentences.add(
        holder.label() + state + caught + ", and still holds " + waker.held().text(names));
    addFailure(failure);
  }

  private static String died(ManagedThread managed) {
    Throwable failure = failureOf(managed);
    String how = managed.owner == null && managed.died ? " died of " : " failed with ";
    return failure == null ? " has ended" : how + words(failure);
  }

  private static @Nullable Throwable failureOf(ManagedThread managed) {
    return managed.owner == null ? managed.failure : managed.owner.failure();
  }

  private static String words(Throwable failure) {
    String text = failure.toString().lines().findFirst().orElse("");
    String site = Frames.siteOf(Arrays.asList(failure.getStackTrace()), false);
    return text + (site.isEmpty() ? "" : " (" + site + ")");
  }

  private void addFailure(@Nullable Throwable failure) {
    if (failure != null) {
      failures.add(failure);
    }
  }

  boolean isEmpty() {
    return sentences.isEmpty();
  }

  /** All causes, in sentences. */
  String text() {
    return String.join(".\n", sentences) + ".";
  }

  /** What to do, in a sentence. */
  String remedy() {
    if (!holdersAreGone) {
      return DIED;
    }
    return failures.isEmpty() ? ENDED : FAILED;
  }

  /** The exceptions by which threads have failed. */
  Set<Throwable> failures() {
    return failures;
  }

  /** The failure of a thread that others wait for; null if none is known. */
  @Nullable Throwable cause() {
    return holdersAreGone && !failures.isEmpty() ? failures.iterator().next() : null;
  }
}
