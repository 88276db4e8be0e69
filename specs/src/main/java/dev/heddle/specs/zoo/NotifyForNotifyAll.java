package dev.heddle.specs.zoo;

import dev.heddle.Loop;
import org.jspecify.annotations.Nullable;

/** The one signal of a cook goes to another cook instead of a waiter, and all wait for ever. */
final class NotifyForNotifyAll implements Specimen {
  /** Room for one dish, for which cooks and waiters wait alike. */
  private static final class Hatch {
    private final boolean careless;
    private @Nullable String dish;

    Hatch(boolean careless) {
      this.careless = careless;
    }

    synchronized void put(String cooked) throws InterruptedException {
      while (dish != null) {
        wait();
      }
      dish = cooked;
      signal();
    }

    synchronized String take() throws InterruptedException {
      while (dish == null) {
        wait();
      }
      String taken = dish;
      dish = null;
      signal();
      return taken;
    }

    private synchronized void signal() {
      if (careless) {
        notify();
      } else {
        notifyAll();
      }
    }
  }

  @Override
  public String bug() {
    return "`notify` for `notifyAll`";
  }

  @Override
  public void buggy(Loop loop) throws Exception {
    run(new Hatch(true));
  }

  @Override
  public void mended(Loop loop) throws Exception {
    run(new Hatch(false));
  }

  private static void run(Hatch hatch) throws Exception {
    Together.run(
        () -> {
          hatch.put("soup");
          hatch.put("fish");
        },
        hatch::take,
        hatch::take);
  }
}
