package dev.heddle.points;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;

/** Races are found in whatever kind of method or statement they are, and however that is called. */
class KindsOfMethodsTest {
  static class Ticket {
    static int next;
    static final Object LOCK = new Object();

    final int number;
    long copy;

    Ticket(boolean alone) {
      if (alone) {
        synchronized (LOCK) {
          number = next++;
        }
      } else {
        number = next++;
      }
      copy = number;
    }
  }

  private static Suspect tickets(boolean alone) {
    return () -> {
      Ticket.next = 0;
      Ticket[] drawn = new Ticket[2];
      AtomicInteger place = new AtomicInteger();
      TwoThreads.run(() -> drawn[place.getAndIncrement()] = new Ticket(alone));
      return drawn[0].copy != drawn[1].copy;
    };
  }

  @Test
  void constructors() {
    tickets(false).isFoundRacing("reads Ticket.next");
    tickets(true).passes();
  }

  static class Base {
    int left = 1;
    int taken;

    synchronized boolean isFree() {
      return left > 0;
    }

    synchronized void take() {
      left--;
      taken++;
    }
  }

  /** Overrides without {@code synchronized} what its superclass synchronizes. */
  static final class Sub extends Base {
    @Override
    boolean isFree() {
      return super.isFree();
    }

    @Override
    void take() {
      super.take();
    }

    void claim() {
      if (super.isFree()) {
        super.take();
      }
    }

    synchronized void claimAlone() {
      claim();
    }
  }

  /** What a call of {@code super} enters is the monitor of the superclass's method. */
  @Test
  void callsOfSuper() {
    Suspect.both(Sub::new, Sub::claim, it -> it.left == 0).isFoundRacing("Base.");
    Suspect.both(Sub::new, Sub::claimAlone, it -> it.left == 0).passes();
  }

  static class Hidden {
    int left = 1;

    void claim() {
      if (isFree()) {
        take();
      }
    }

    private synchronized boolean isFree() {
      return left > 0;
    }

    private synchronized void take() {
      left--;
    }

    synchronized void claimAlone() {
      claim();
    }
  }

  /** Has methods of the same names, which override nothing. */
  static final class Namesake extends Hidden {
    boolean isFree() {
      return false;
    }

    void take() {}
  }

  @Test
  void privateMethods() {
    Suspect.both(Namesake::new, Hidden::claim, it -> it.left == 0).isFoundRacing("Hidden.");
    Suspect.both(Namesake::new, Hidden::claimAlone, it -> it.left == 0).passes();
  }

  static final class Gate implements Callable<Object>, Runnable, IntSupplier {
    private int left = 1;

    @Override
    public synchronized Object call() {
      return left > 0 ? this : null;
    }

    @Override
    public synchronized void run() {
      left--;
    }

    @Override
    public synchronized int getAsInt() {
      return left;
    }

    static void claim(Callable<Object> isFree, Runnable take) {
      try {
        if (isFree.call() != null) {
          take.run();
        }
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }

    static void claim(IntSupplier left, Runnable take) {
      if (left.getAsInt() > 0) {
        take.run();
      }
    }
  }

  /** To call a synchronized method is a point also where only an interface of the JDK is known. */
  @Test
  void interfacesOfTheJdk() {
    Suspect.both(Gate::new, it -> Gate.claim((Callable<Object>) it, it), it -> it.left == 0)
        .isFoundRacing("Gate.left");
    Suspect.both(Gate::new, it -> Gate.claim((IntSupplier) it, it), it -> it.left == 0)
        .isFoundRacing("Gate.left");
    Suspect.both(
            Gate::new,
            it -> {
              synchronized (it) {
                Gate.claim((IntSupplier) it, it);
              }
            },
            it -> it.left == 0)
        .passes();
  }

  static final class Switched {
    int count;

    @SuppressWarnings("StatementSwitchToExpressionSwitch") // is to be a lookup of strings
    void add(String how) {
      switch (how) {
        case "one":
          count++;
          break;
        case "two":
          try {
            count += Integer.parseInt("two");
          } catch (NumberFormatException e) {
            count += 2;
          } finally {
            count++;
          }
          break;
        default:
          throw new IllegalArgumentException(how);
      }
    }

    /** The monitor is left by an exception. */
    void addAlone(String how) {
      try {
        synchronized (this) {
          add(how);
          throw new IllegalStateException();
        }
      } catch (IllegalStateException e) {
        assertTrue(!Thread.holdsLock(this));
      }
    }
  }

  @Test
  void switchesAndExceptions() {
    Suspect.both(Switched::new, it -> it.add("one"), it -> it.count == 2)
        .isFoundRacing("Switched.count");
    Suspect.both(Switched::new, it -> it.add("two"), it -> it.count == 6)
        .isFoundRacing("Switched.count");
    Suspect.both(Switched::new, it -> it.addAlone("two"), it -> it.count == 6).passes();
  }

  @SuppressWarnings({"AssignmentExpression", "NonAtomicVolatileUpdate"}) // on purpose
  static final class Wide {
    static double sum;
    long[] cells = new long[2];
    double half;
    volatile long counted;

    double addToStatic(double more) {
      return sum = sum + more;
    }

    long addToElement(int index, long more) {
      return cells[index] += more;
    }

    double addToField(double more) {
      return half += more;
    }

    long addToVolatile(long more) {
      return counted = more + counted;
    }

    static Wide make() {
      sum = 0;
      return new Wide();
    }
  }

  /** Values of two slots stay whole on the stack. */
  @Test
  void longsAndDoubles() {
    Suspect.both(Wide::make, it -> it.addToStatic(0.5), it -> Wide.sum == 1)
        .isFoundRacing("Wide.sum");
    Suspect.both(Wide::make, it -> it.addToElement(1, 2), it -> it.cells[1] == 4)
        .isFoundRacing("reads element 1 of long[2]");
    Suspect.both(Wide::make, it -> it.addToField(1.5), it -> it.half == 3)
        .isFoundRacing("Wide.half");
    Suspect.both(Wide::make, it -> it.addToVolatile(2), it -> it.counted == 4)
        .isFoundRacing("Wide.counted");
    Suspect.both(
            Wide::make,
            it -> {
              synchronized (it) {
                it.addToStatic(it.addToField((double) it.addToElement(1, it.addToVolatile(2))));
              }
            },
            it -> it.counted == 4 && it.cells[1] == 6 && it.half == 8 && Wide.sum == 10)
        .passes();
  }
}
