package dev.heddle.points;

/** Steps by means of two methods: what is between them may be lost. */
interface Stepper {
  int get();

  void set(int value);

  default void step() {
    set(get() + 1);
  }

  static void stepAlone(Stepper stepper) {
    synchronized (stepper) {
      stepper.step();
    }
  }

  static void twice(Stepper stepper) {
    stepper.set(stepper.get() + 1);
  }

  /** Counts its steps in a plain field. */
  static final class Steps implements Stepper {
    int count;

    @Override
    public int get() {
      return count;
    }

    @Override
    public void set(int value) {
      count = value;
    }
  }
}
