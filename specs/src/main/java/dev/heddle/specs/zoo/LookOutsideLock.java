package dev.heddle.specs.zoo;

import dev.heddle.Loop;

/** A gate opens between the look at it and the wait for it, and its signal is lost. */
@SuppressWarnings({
  "ThreadPriorityCheck", // yields are where the bug needs a switch
  "WaitNotInLoop" // that is the bug
})
final class LookOutsideLock implements Specimen {
  private static final class Gate {
    private volatile boolean open;

    void passCarelessly() throws InterruptedException {
      if (!open) {
        Thread.yield(); // between a look and a lock that may be free
        await();
      }
    }

    private synchronized void await() throws InterruptedException {
      wait();
    }

    synchronized void pass() throws InterruptedException {
      while (!open) {
        wait();
      }
    }

    synchronized void open() {
      open = true;
      notifyAll();
    }
  }

  @Override
  public String bug() {
    return "lost signal: looks before it locks";
  }

  @Override
  public void buggy(Loop loop) throws Exception {
    Gate gate = new Gate();
    run(gate, gate::passCarelessly);
  }

  @Override
  public void mended(Loop loop) throws Exception {
    Gate gate = new Gate();
    run(gate, gate::pass);
  }

  private static void run(Gate gate, Together.Body pass) throws Exception {
    Together.run(
        pass,
        () -> {
          Thread.yield(); // comes a little later
          gate.open();
        });
  }
}
