package dev.heddle.points;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Races are found in whatever kind of class they are. */
class KindsOfClassesTest {
  @SuppressWarnings("ArrayRecordComponent") // threads share it, on purpose
  record Cells(int[] values) {
    Cells() {
      this(new int[3]);
    }

    void add() {
      values[2]++;
    }

    synchronized void addAlone() {
      values[2]++;
    }
  }

  @Test
  void record() {
    Suspect.both(Cells::new, Cells::add, it -> it.values[2] == 2)
        .isFoundRacing("reads element 2 of int[3] (KindsOfClassesTest.java:");
    Suspect.both(Cells::new, Cells::addAlone, it -> it.values[2] == 2).passes();
  }

  @SuppressWarnings("ImmutableEnumChecker") // on purpose
  enum Shelf {
    LEFT,
    RIGHT {
      @Override
      void put() {
        count += 2;
      }
    };

    int count;

    void put() {
      count++;
    }

    static Shelf emptied(Shelf shelf) {
      shelf.count = 0;
      return shelf;
    }
  }

  /** Constants outlive a schedule, so it empties them first. */
  @Test
  void enumConstants() {
    Suspect.both(() -> Shelf.emptied(Shelf.LEFT), Shelf::put, it -> it.count == 2)
        .isFoundRacing("reads Shelf.count");
    Suspect.both(() -> Shelf.emptied(Shelf.RIGHT), Shelf::put, it -> it.count == 4)
        .isFoundRacing("reads Shelf.count");
    Suspect.both(
            () -> Shelf.emptied(Shelf.RIGHT),
            it -> {
              synchronized (it) {
                it.put();
              }
            },
            it -> it.count == 4)
        .passes();
  }

  @Test
  void interfaceMethods() {
    Suspect.both(Stepper.Steps::new, Stepper::step, it -> it.count == 2)
        .isFoundRacing("reads Steps.count");
    Suspect.both(Stepper.Steps::new, Stepper::twice, it -> it.count == 2)
        .isFoundRacing("reads Steps.count");
    Suspect.both(Stepper.Steps::new, Stepper::stepAlone, it -> it.count == 2).passes();
  }

  static class Counter {
    static int total;
    int count;

    void add() {
      count++;
    }

    static void addToTotal() {
      total++;
    }
  }

  /** Its instructions name it as the class of the fields that it inherits. */
  static final class Doubler extends Counter {
    void addTwo() {
      count += 2;
    }

    static void addTwoToTotal() {
      total += 2;
    }
  }

  private static Suspect ofTwo(Consumer<Doubler> one, Consumer<Doubler> other) {
    return () -> {
      Counter.total = 0;
      Doubler object = new Doubler();
      TwoThreads.run(() -> one.accept(object), () -> other.accept(object));
      return object.count + Counter.total == 3;
    };
  }

  /** A field is one field, whichever class an instruction names. */
  @Test
  void inheritedFields() {
    ofTwo(Counter::add, Doubler::addTwo).isFoundRacing("reads Counter.count");
    ofTwo(it -> Counter.addToTotal(), it -> Doubler.addTwoToTotal())
        .isFoundRacing("reads Counter.total");
    Consumer<Doubler> oneAlone =
        it -> {
          synchronized (it) {
            it.add();
          }
        };
    Consumer<Doubler> twoAlone =
        it -> {
          synchronized (it) {
            it.addTwo();
          }
        };
    ofTwo(oneAlone, twoAlone).passes();
  }

  static class Outer {
    private int count;

    class Inner {
      void add() {
        count++;
      }
    }

    final Runnable anonymous =
        new Runnable() {
          @Override
          public void run() {
            count++;
          }
        };
  }

  /** An inner class reaches into the class around it. */
  @Test
  void innerClasses() {
    Suspect.both(Outer::new, it -> it.new Inner().add(), it -> it.count == 2)
        .isFoundRacing("reads Outer.count");
    Suspect.both(Outer::new, it -> it.anonymous.run(), it -> it.count == 2)
        .isFoundRacing("reads Outer.count");
  }

  static class Box<T extends Number> {
    T value;

    class Lid {
      T look() {
        return value;
      }

      void put(T newValue) {
        value = newValue;
      }
    }
  }

  static final class IntBox extends Box<Integer> implements Supplier<Integer> {
    IntBox() {
      value = 0;
    }

    /** Is called through a bridge, which is not synchronized. */
    @Override
    public synchronized Integer get() {
      return value;
    }

    synchronized void add(Supplier<Integer> through) {
      value = through.get() + 1;
    }
  }

  private static void addByParts(IntBox box) {
    Supplier<Integer> through = box;
    int seen = through.get();
    synchronized (box) {
      box.value = seen + 1;
    }
  }

  @Test
  void genericClasses() {
    Suspect.both(
            IntBox::new,
            (IntBox it) -> {
              Box<Integer>.Lid lid = it.new Lid();
              lid.put(lid.look() + 1);
            },
            it -> it.value == 2)
        .isFoundRacing("reads Box.value");
    Suspect.both(IntBox::new, KindsOfClassesTest::addByParts, it -> it.value == 2)
        .isFoundRacing("Box.value");
    Suspect.both(IntBox::new, (IntBox it) -> it.add(it), it -> it.value == 2).passes();
  }
}
