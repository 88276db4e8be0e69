package dev.heddle.specs.races;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** A timeout and a completion both see that the permit is held, and both give it back. */
final class TimeoutAgainstCompletion implements Race {
  private abstract static class Call {
    final AtomicInteger free = new AtomicInteger();

    abstract void giveBack();
  }

  private static final class Careless extends Call {
    private volatile boolean over;

    @Override
    void giveBack() {
      if (!over) {
        over = true;
        free.incrementAndGet();
      }
    }
  }

  private static final class Once extends Call {
    private final AtomicBoolean over = new AtomicBoolean();

    @Override
    void giveBack() {
      if (over.compareAndSet(false, true)) {
        free.incrementAndGet();
      }
    }
  }

  @Override
  public String bug() {
    return "both sides release the resource";
  }

  @Override
  public Level level() {
    return Level.VOLATILE;
  }

  @Override
  public void buggy() throws Exception {
    run(new Careless());
  }

  @Override
  public void mended() throws Exception {
    run(new Once());
  }

  private static void run(Call call) throws Exception {
    Thread completion = Thread.startVirtualThread(call::giveBack);
    Thread timeout = Thread.startVirtualThread(call::giveBack);
    completion.join();
    timeout.join();
    Check.number("The number of free permits", 1, call.free.get());
  }
}
