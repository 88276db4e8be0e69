package dev.heddle.specs.races;

/** One thread locks the stock, then the orders; the other locks them the other way around. */
final class LockOrder implements Race {
  private abstract static class Warehouse {
    final Object stockLock = new Object();
    final Object ordersLock = new Object();
    int stock;
    int orders = 1;

    void receive() {
      synchronized (stockLock) {
        stock++;
        synchronized (ordersLock) {
          orders++;
        }
      }
    }

    abstract void ship();
  }

  private static final class Careless extends Warehouse {
    @Override
    void ship() {
      synchronized (ordersLock) {
        orders--;
        synchronized (stockLock) {
          stock--;
        }
      }
    }
  }

  private static final class SameOrder extends Warehouse {
    @Override
    void ship() {
      synchronized (stockLock) {
        stock--;
        synchronized (ordersLock) {
          orders--;
        }
      }
    }
  }

  @Override
  public String bug() {
    return "two locks in two orders";
  }

  @Override
  public Level level() {
    return Level.SYNC;
  }

  @Override
  public void buggy() throws Exception {
    run(new Careless());
  }

  @Override
  public void mended() throws Exception {
    run(new SameOrder());
  }

  private static void run(Warehouse warehouse) throws Exception {
    Threads.runAll(warehouse::receive, warehouse::ship);
    Check.number("The stock", 0, warehouse.stock);
    Check.number("The number of orders", 1, warehouse.orders);
  }
}
