package dev.heddle.internal.core;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** The live managed threads of a loop in the order of creation, as a linked list. */
public final class ManagedThreads implements Iterable<ManagedThread> {
  private static final NumberedNames NAMES = new NumberedNames("thread-");

  private @Nullable ManagedThread first;
  private @Nullable ManagedThread last;

  /** How many numbers were given out. */
  private long numbers;

  /** How many names were given out. */
  private int names;

  /** The number of a new thread. */
  long nextNumber() {
    return ++numbers;
  }

  /** The name of a new thread that has none. */
  public String nextName() {
    return NAMES.of(++names);
  }

  public boolean isEmpty() {
    return first == null;
  }

  /** Whether there is exactly one. */
  public boolean isSingle() {
    return first != null && first == last;
  }

  /** The platform threads that some of them stand for in the program. */
  public List<Thread> platformThreads() {
    List<Thread> threads = new ArrayList<>();
    for (ManagedThread managed : this) {
      if (managed.isShownAsPlatformThread()) {
        threads.add(managed.shown());
      }
    }
    return threads;
  }

  public void add(ManagedThread managed) {
    ManagedThread before = last;
    managed.previous = before;
    managed.next = null; // it may come from another loop
    if (before == null) {
      first = managed;
    } else {
      before.next = managed;
    }
    last = managed;
  }

  public void remove(ManagedThread managed) {
    ManagedThread before = managed.previous;
    ManagedThread after = managed.next;
    if (before == null && after == null && first != managed) {
      return;
    }
    if (before == null) {
      first = after;
    } else {
      before.next = after;
    }
    if (after == null) {
      last = before;
    } else {
      after.previous = before;
    }
    managed.previous = null;
    managed.next = null;
  }

  public void clear() {
    first = null;
    last = null;
  }

  @Override
  public Iterator<ManagedThread> iterator() {
    return new Iterator<>() {
      private @Nullable ManagedThread coming = first;

      @Override
      public boolean hasNext() {
        return coming != null;
      }

      @Override
      public ManagedThread next() {
        ManagedThread managed = coming;
        if (managed == null) {
          throw new NoSuchElementException();
        }
        coming = managed.next;
        return managed;
      }
    };
  }
}
