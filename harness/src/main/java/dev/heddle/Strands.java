package dev.heddle;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** The live managed threads of a loop in the order of their creation; removal costs nothing. */
final class Strands implements Iterable<Strand> {
  private @Nullable Strand first;
  private @Nullable Strand last;

  /** How many numbers were given out. */
  private long numbers;

  /** The number of a new strand. */
  long nextNumber() {
    return ++numbers;
  }

  boolean isEmpty() {
    return first == null;
  }

  /** Whether there is exactly one. */
  boolean isSingle() {
    return first != null && first == last;
  }

  /** The platform threads among them, as the program knows them. */
  List<Thread> platformThreads() {
    List<Thread> threads = new ArrayList<>();
    for (Strand strand : this) {
      if (strand.shown() != strand.thread) {
        threads.add(strand.shown());
      }
    }
    return threads;
  }

  void add(Strand strand) {
    Strand before = last;
    strand.previous = before;
    strand.next = null; // it may come from another loop
    if (before == null) {
      first = strand;
    } else {
      before.next = strand;
    }
    last = strand;
  }

  void remove(Strand strand) {
    Strand before = strand.previous;
    Strand after = strand.next;
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

  void clear() {
    first = null;
    last = null;
  }

  @Override
  public Iterator<Strand> iterator() {
    return new Iterator<>() {
      private @Nullable Strand coming = first;

      @Override
      public boolean hasNext() {
        return coming != null;
      }

      @Override
      public Strand next() {
        Strand strand = coming;
        if (strand == null) {
          throw new NoSuchElementException();
        }
        coming = strand.next;
        return strand;
      }
    };
  }
}
