package dev.heddle.specs.beside;

/** What users put behind proxies: one thing is left, which only one may take. */
public interface Stock {
  boolean isLeft();

  void take();

  int left();

  /** Looks, and takes: two threads may both have looked before one of them takes. */
  static void claim(Stock stock) {
    if (stock.isLeft()) {
      stock.take();
    }
  }

  /** The same, one thread after the other. */
  static void claimAlone(Stock stock, Object lock) {
    synchronized (lock) {
      claim(stock);
    }
  }

  /** Has a plain field. */
  class Plain implements Stock {
    private int left = 1;

    @Override
    public boolean isLeft() {
      return left > 0;
    }

    @Override
    public void take() {
      left--;
    }

    @Override
    public int left() {
      return left;
    }
  }

  /** Has a monitor, which each method enters on its own. */
  class Locked extends Plain {
    @Override
    public synchronized boolean isLeft() {
      return super.isLeft();
    }

    @Override
    public synchronized void take() {
      super.take();
    }

    @Override
    public synchronized int left() {
      return super.left();
    }
  }
}
