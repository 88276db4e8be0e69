package dev.heddle.specs.zoo;

import dev.heddle.Loop;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** Orders wait for the stock, the stock for the invoices, and the invoices for the orders. */
@SuppressWarnings("ThreadPriorityCheck") // yields are where the bug needs a switch
final class ThreeWayCycle implements Specimen {
  private static final class Shop {
    private final Lock orders = new ReentrantLock();
    private final Lock stock = new ReentrantLock();
    private final Lock invoices = new ReentrantLock();
    private int done;

    void ship() {
      both(orders, stock);
    }

    void value() {
      both(stock, invoices);
    }

    void remindCarelessly() {
      both(invoices, orders);
    }

    void remind() {
      both(orders, invoices);
    }

    private void both(Lock first, Lock second) {
      first.lock();
      try {
        Thread.yield(); // between two locks that may both be free
        second.lock();
        try {
          done++;
        } finally {
          second.unlock();
        }
      } finally {
        first.unlock();
      }
    }
  }

  @Override
  public String bug() {
    return "three locks in a cycle";
  }

  @Override
  public void buggy(Loop loop) throws Exception {
    Shop shop = new Shop();
    run(shop, shop::remindCarelessly);
  }

  @Override
  public void mended(Loop loop) throws Exception {
    Shop shop = new Shop();
    run(shop, shop::remind);
  }

  private static void run(Shop shop, Together.Body remind) throws Exception {
    Together.run(
        shop::ship,
        () -> {
          Thread.yield(); // comes a little later
          shop.value();
        },
        () -> {
          Thread.yield(); // comes later still
          Thread.yield();
          remind.run();
        });
    Together.check("What was done", 3, shop.done);
  }
}
