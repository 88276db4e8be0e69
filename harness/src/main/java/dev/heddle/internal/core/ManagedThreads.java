package dev.heddle.internal.core;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** The live managed threads of a loop in the order of their creation; removal costs nothing. */
public final class ManagedThreads implements Iterable<ManagedThread> {
  private @Nullable ManagedThread first;
  private @Nullable ManagedThread last;

  /** How many numbers were given out. */
  private long numbers;

  /** How many names were given out. */
  private int names;

  /** The number of a new strand. */
  long nextNumber() {
    return ++numbers;
  }

  /** The name of a new thread that has none. */
  public String nextName() {
    return "thread-" + ++names;
  }

  public boolean isEmpty() {
    return first == null;
  }

  /** Whether there is exactly one. */
  public boolean isSingle() {
    return first != null && first == last;
  }

  /** The platform threads among them, as the program knows them. */
  public List<Thread> platformThreads() {
    List<Thread> threads = new ArrayList<>();
    for (ManagedThread strand : this) {
      if (strand.isShownAsPlatformThread()) {
        threads.add(strand.shown());
      }
    }
    return threads;
  }

  public void add(ManagedThread strand) {
    ManagedThread before = last;
    strand.previous = before;
    strand.next = null; // it may come from another loop
    if (before == null) {
      first = strand;
    } else {
      before.next = strand;
    }
    last = strand;
  }

  public void remove(ManagedThread strand) {
    ManagedThread before = strand.previous;
    ManagedThread after = strand.next;
    if (before == null && after == null && first != strand) {
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
    strand.previous = null;
    strand.next = null;
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
        ManagedThread strand = coming;
        if (strand == null) {
          throw new NoSuchElementException();
        }
        coming = strand.next;
        return strand;
      }
    };
  }
}
