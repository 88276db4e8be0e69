package dev.heddle.specs.races;

/** A thread looks at the condition outside of the lock; the notification comes before it waits. */
final class LostWakeUp implements Race {
  private abstract static class Door {
    volatile boolean open;

    synchronized void open() {
      open = true;
      notifyAll();
    }

    abstract void pass() throws InterruptedException;
  }

  private static final class Careless extends Door {
    @Override
    void pass() throws InterruptedException {
      while (!open) {
        synchronized (this) {
          wait();
        }
      }
    }
  }

  private static final class Locked extends Door {
    @Override
    synchronized void pass() throws InterruptedException {
      while (!open) {
        wait();
      }
    }
  }

  @Override
  public String bug() {
    return "lost wake-up";
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
    run(new Locked());
  }

  private static void run(Door door) throws Exception {
    Threads.runAll(door::pass, door::open);
  }
}
