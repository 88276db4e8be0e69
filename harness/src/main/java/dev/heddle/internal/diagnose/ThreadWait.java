package dev.heddle.internal.diagnose;

import dev.heddle.internal.core.ManagedThread;
import dev.heddle.internal.source.KindNames;
import dev.heddle.verdict.Pending;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a thread waits: what it waits for, and which threads could end the wait.
 *
 * @param managed the thread
 * @param stack where it stands, innermost frame first
 * @param target what it waits for
 * @param note what else is known of that, in words; null if nothing is
 * @param wakers the threads that could end the wait, as far as they are known
 * @param anyEnds whether one of them is enough; if not, it takes all of them
 * @param timed whether a time limit ends the wait, too
 */
record ThreadWait(
    ManagedThread managed,
    List<StackTraceElement> stack,
    Target target,
    @Nullable String note,
    List<Waker> wakers,
    boolean anyEnds,
    boolean timed) {
  /** How the words on a worker begin that has nothing to do. */
  static final String IDLE = "is idle";

  /** Ends a note on what cannot be found out. */
  static final String UNKNOWN = " is not known";

  /** A wait that no thread is known to be able to end. */
  ThreadWait(
      ManagedThread managed, List<StackTraceElement> stack, Target target, @Nullable String note) {
    this(managed, stack, target, note, List.of(), false, isTimed(managed));
  }

  /** A wait that all of {@code wakers} together end. */
  static ThreadWait forAll(
      ManagedThread managed,
      List<StackTraceElement> stack,
      Target target,
      @Nullable String note,
      List<Waker> wakers) {
    return new ThreadWait(managed, stack, target, note, wakers, false, isTimed(managed));
  }

  private static boolean isTimed(ManagedThread managed) {
    return managed.timedFor != 0;
  }

  /**
   * What a thread waits for, in words around the name of a thing.
   *
   * @param before the words before the thing
   * @param thing the thing; null if the words are all
   * @param after the words after it
   */
  record Target(String before, @Nullable Thing thing, String after) {
    static Target words(String words) {
      return new Target(words, null, "");
    }

    static Target of(String before, Thing thing) {
      return new Target(before, thing, "");
    }

    /** In words; {@code names} numbers things of the same kind. */
    String text(Names names) {
      return before + (thing == null ? "" : names.of(thing)) + after;
    }
  }

  /**
   * Something that can be waited for or held. It is equal to itself only, without a call of the
   * program's methods, which may wait for it.
   *
   * @param object itself
   * @param kind what it is called, as others of its kind are
   */
  record Thing(Object object, String kind) {
    static Thing of(Object object) {
      return new Thing(object, KindNames.kind(object));
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Thing thing && thing.object == object;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(object);
    }
  }

  /**
   * A thread that could end a wait.
   *
   * @param managed the thread; null for one that the loop does not run
   * @param label its name
   * @param held what it has to release; null if it has to do something else
   */
  record Waker(@Nullable ManagedThread managed, String label, @Nullable Held held) {}

  /**
   * Something that a thread holds.
   *
   * @param part which part of it, such as {@code "the read lock of "}; or nothing
   * @param thing what it holds
   * @param taken where it took it, such as {@code " (taken in Bank.move)"}; or nothing
   */
  record Held(String part, Thing thing, String taken) {
    String text(Names names) {
      return part + names.of(thing) + taken;
    }
  }

  /** What it waits for and what is known of that, in words. */
  String text(Names names) {
    return target.text(names) + (note == null ? "" : ", " + note);
  }

  /** The threads that hold what this one waits for, in words; null if none is known. */
  @Nullable String holder() {
    List<String> holders =
        wakers.stream().filter(waker -> waker.held() != null).map(Waker::label).toList();
    return holders.isEmpty() ? null : String.join(", ", holders);
  }

  /** Whether the thread is a worker that has nothing to do. */
  boolean isIdle() {
    return target.before().startsWith(IDLE);
  }

  /** For a report. */
  Pending pending() {
    return new Pending(
        managed.label(), target.text(Names.NONE), note, holder(), managed.createdAt, stack);
  }
}
