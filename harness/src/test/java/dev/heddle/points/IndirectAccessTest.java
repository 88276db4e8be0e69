package dev.heddle.points;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.junit.jupiter.api.Test;

/** Races are found where fields and methods are named as the program runs. */
class IndirectAccessTest {
  static final class Handled {
    static final VarHandle COUNT;

    static final AtomicIntegerFieldUpdater<Handled> UPDATER =
        AtomicIntegerFieldUpdater.newUpdater(Handled.class, "updated");

    static {
      try {
        COUNT = MethodHandles.lookup().findVarHandle(Handled.class, "count", int.class);
      } catch (ReflectiveOperationException e) {
        throw new ExceptionInInitializerError(e);
      }
    }

    int count;

    volatile int updated;

    void add() {
      COUNT.setOpaque(this, (int) COUNT.getOpaque(this) + 1);
    }

    void addAtOnce() {
      COUNT.getAndAdd(this, 1);
    }

    void update() {
      UPDATER.set(this, UPDATER.get(this) + 1);
    }
  }

  @Test
  void varHandles() {
    Suspect.both(Handled::new, Handled::add, it -> it.count == 2)
        .isFoundRacing("calls VarHandle.getOpaque");
    Suspect.both(Handled::new, Handled::addAtOnce, it -> it.count == 2).passes();
    Suspect.both(Handled::new, Handled::update, it -> it.updated == 2)
        .isFoundRacing("AtomicInteger");
  }

  private static Suspect reflected(String method) {
    return Suspect.both(
        Stepper.Steps::new,
        it -> {
          try {
            Method called = Stepper.class.getDeclaredMethod(method, Stepper.class);
            called.invoke(null, it);
          } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
          }
        },
        it -> it.count == 2);
  }

  /** What a method does that is called by reflection. */
  @Test
  void reflection() {
    reflected("twice").isFoundRacing("reads Steps.count");
    reflected("stepAlone").passes();
  }

  private static Suspect addedTo(Field field, boolean alone) {
    return Suspect.both(
        Handled::new,
        it -> {
          try {
            if (alone) {
              synchronized (it) {
                field.setInt(it, field.getInt(it) + 1);
              }
            } else {
              field.set(it, (int) field.get(it) + 1);
            }
          } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
          }
        },
        it -> it.count == 2);
  }

  @Test
  void fieldsByReflection() throws Exception {
    Field field = Handled.class.getDeclaredField("count");
    addedTo(field, false).isFoundRacing("calls Field.get");
    addedTo(field, true).passes();
  }

  private static Suspect added(MethodHandle get, MethodHandle set) {
    return Suspect.both(
        Handled::new,
        it -> {
          try {
            set.invoke(it, (int) get.invokeExact(it) + 1);
          } catch (Throwable e) {
            throw new IllegalStateException(e);
          }
        },
        it -> it.count == 2);
  }

  @Test
  void fieldsByMethodHandles() throws Exception {
    MethodHandles.Lookup lookup = MethodHandles.lookup();
    MethodHandle get = lookup.findGetter(Handled.class, "count", int.class);
    MethodHandle set = lookup.findSetter(Handled.class, "count", int.class);
    added(get, set).isFoundRacing("calls MethodHandle.invoke");
  }

  private static Suspect claimedByReflection(boolean alone) {
    return Suspect.both(
        Place::new,
        it -> {
          Runnable claim =
              () -> {
                try {
                  if ((boolean) Place.class.getDeclaredMethod("isFree").invoke(it)) {
                    Place.class.getDeclaredMethod("take").invoke(it);
                  }
                } catch (ReflectiveOperationException e) {
                  throw new IllegalStateException(e);
                }
              };
          if (alone) {
            synchronized (it) {
              claim.run();
            }
          } else {
            claim.run();
          }
        },
        it -> it.left == 0);
  }

  /** To call a synchronized method by reflection is a point, as it is to call it by its name. */
  @Test
  void synchronizedMethodsByReflection() {
    claimedByReflection(false).isFoundRacing("Place.left");
    claimedByReflection(true).passes();
  }

  private static Suspect proxied(boolean alone) {
    return () -> {
      int[] calls = new int[1];
      Runnable proxy =
          (Runnable)
              Proxy.newProxyInstance(
                  IndirectAccessTest.class.getClassLoader(),
                  new Class<?>[] {Runnable.class},
                  (object, method, arguments) -> {
                    if (alone) {
                      synchronized (calls) {
                        calls[0]++;
                      }
                    } else {
                      calls[0]++;
                    }
                    return null;
                  });
      TwoThreads.run(proxy);
      return calls[0] == 2;
    };
  }

  @Test
  void handlersOfProxies() {
    proxied(false).isFoundRacing("reads element 0 of int[1]");
    proxied(true).passes();
  }

  interface Free {
    boolean isFree();

    void take();
  }

  static final class Place implements Free {
    private int left = 1;

    @Override
    public synchronized boolean isFree() {
      return left > 0;
    }

    @Override
    public synchronized void take() {
      left--;
    }
  }

  private static Suspect claimedByProxy(boolean alone) {
    return () -> {
      Place place = new Place();
      Free proxy =
          (Free)
              Proxy.newProxyInstance(
                  Free.class.getClassLoader(),
                  new Class<?>[] {Free.class},
                  (object, method, arguments) ->
                      method.getName().equals("take") ? taken(place) : place.isFree());
      TwoThreads.run(
          () -> {
            synchronized (alone ? place : new Object()) {
              if (proxy.isFree()) {
                proxy.take();
              }
            }
          });
      return place.left == 0;
    };
  }

  private static Object taken(Place place) {
    place.take();
    return null;
  }

  @Test
  void callsOfProxies() {
    claimedByProxy(false).isFoundRacing(" before ");
    claimedByProxy(true).passes();
  }

  interface OfThisPackage {
    int next();
  }

  private static Suspect proxiedOfPackage(boolean alone) {
    return () -> {
      Stepper.Steps target = new Stepper.Steps();
      OfThisPackage proxy =
          (OfThisPackage)
              Proxy.newProxyInstance(
                  OfThisPackage.class.getClassLoader(),
                  new Class<?>[] {OfThisPackage.class},
                  (object, method, arguments) -> {
                    if (alone) {
                      Stepper.stepAlone(target);
                    } else {
                      target.step();
                    }
                    return target.count;
                  });
      TwoThreads.run(proxy::next);
      return target.count == 2;
    };
  }

  /** Such a proxy is in the package of its interface, as it is not public. */
  @Test
  void handlersOfProxiesInAPackage() {
    proxiedOfPackage(false).isFoundRacing("reads Steps.count");
    proxiedOfPackage(true).passes();
  }

  private static int shared;

  private static void addOne() {
    shared++;
  }

  private static Suspect referenced(Runnable reference) {
    return () -> {
      shared = 0;
      TwoThreads.run(reference);
      return shared == 2;
    };
  }

  private static synchronized void addOneAlone() {
    addOne();
  }

  @Test
  void methodReferences() {
    referenced(IndirectAccessTest::addOne).isFoundRacing("reads IndirectAccessTest.shared");
    referenced(IndirectAccessTest::addOneAlone).passes();
  }
}
