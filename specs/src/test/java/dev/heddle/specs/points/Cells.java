package dev.heddle.specs.points;

import dev.heddle.specs.points.Access.Cell;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.function.IntUnaryOperator;

/** The cells of a program, with an access of each kind as code has it. */
final class Cells {
  private static int ofClass;

  private int field;

  private volatile int ofAll;

  private final int[] array = new int[2];

  private final AtomicInteger atomic = new AtomicInteger();

  @SuppressWarnings("StaticAssignmentInConstructor") // each run begins anew
  Cells() {
    ofClass = 0;
  }

  /**
   * What does an access, without a switch or a call that would have a point itself: of what the
   * thread has seen it makes what it has seen then.
   */
  IntUnaryOperator code(Access access) {
    return switch (access.kind()) {
      case READ -> reading(access.cell());
      case WRITE -> writing(access.cell());
      case COUNT -> counting(access.cell());
      case COUNT_ALONE -> {
        IntUnaryOperator count = counting(access.cell());
        yield seen -> {
          synchronized (this) {
            return count.applyAsInt(seen);
          }
        };
      }
    };
  }

  private IntUnaryOperator reading(Cell cell) {
    return switch (cell) {
      case FIELD -> seen -> seen * 3 + field;
      case STATIC_FIELD -> seen -> seen * 3 + ofClass;
      case VOLATILE_FIELD -> seen -> seen * 3 + ofAll;
      case ELEMENT -> seen -> seen * 3 + array[1];
      case ATOMIC -> seen -> seen * 3 + atomic.get();
    };
  }

  private IntUnaryOperator writing(Cell cell) {
    IntConsumer write =
        switch (cell) {
          case FIELD -> value -> field = value;
          case STATIC_FIELD -> value -> ofClass = value;
          case VOLATILE_FIELD -> value -> ofAll = value;
          case ELEMENT -> value -> array[1] = value;
          case ATOMIC -> value -> atomic.set(value);
        };
    return seen -> {
      write.accept(seen + 1);
      return seen;
    };
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // the subject
  private IntUnaryOperator counting(Cell cell) {
    Runnable count =
        switch (cell) {
          case FIELD -> () -> field++;
          case STATIC_FIELD -> () -> ofClass++;
          case VOLATILE_FIELD -> () -> ofAll++;
          case ELEMENT -> () -> array[1]++;
          case ATOMIC -> () -> atomic.incrementAndGet();
        };
    return seen -> {
      count.run();
      return seen;
    };
  }

  /** The values, in the order of the cells. */
  String values() {
    return field + "," + ofClass + "," + ofAll + "," + array[1] + "," + atomic.get();
  }
}
