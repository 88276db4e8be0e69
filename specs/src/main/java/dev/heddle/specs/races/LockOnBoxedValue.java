package dev.heddle.specs.races;

/**
 * A counter locks its boxed value, which changes inside, so that two threads hold different locks.
 */
final class LockOnBoxedValue implements Race {
  private static final class Receipts {
    private int last;

    synchronized int next() {
      return ++last;
    }
  }

  private interface Tickets {
    /** Returns the number of the receipt. */
    int sell();

    int sold();
  }

  private static final class Careless implements Tickets {
    private final Receipts receipts = new Receipts();
    private Integer sold = 0;

    @Override
    @SuppressWarnings({"synchronization", "SynchronizeOnNonFinalField", "LockOnBoxedPrimitive"})
    public int sell() {
      synchronized (sold) { // the bug
        int before = sold;
        int receipt = receipts.next();
        sold = before + 1;
        return receipt;
      }
    }

    @Override
    public int sold() {
      return sold;
    }
  }

  private static final class OneLock implements Tickets {
    private final Object lock = new Object();
    private final Receipts receipts = new Receipts();
    private int sold;

    @Override
    public int sell() {
      synchronized (lock) {
        int before = sold;
        int receipt = receipts.next();
        sold = before + 1;
        return receipt;
      }
    }

    @Override
    public int sold() {
      synchronized (lock) {
        return sold;
      }
    }
  }

  @Override
  public String bug() {
    return "lock on a boxed value";
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
    run(new OneLock());
  }

  private static void run(Tickets tickets) throws Exception {
    Threads.runAll(
        () -> {
          tickets.sell();
          tickets.sell();
        },
        tickets::sell);
    Check.number("The number of sold tickets", 3, tickets.sold());
  }
}
