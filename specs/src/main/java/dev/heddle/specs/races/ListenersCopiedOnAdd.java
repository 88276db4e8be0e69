package dev.heddle.specs.races;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Two threads copy the list of listeners and add to it, and one of the copies is lost. */
final class ListenersCopiedOnAdd implements Race {
  private interface Button {
    void addListener(Runnable listener);

    void click();
  }

  private static final class Careless implements Button {
    private List<Runnable> listeners = List.of();

    @Override
    public void addListener(Runnable listener) {
      List<Runnable> copy = new ArrayList<>(listeners);
      copy.add(listener);
      listeners = copy;
    }

    @Override
    public void click() {
      listeners.forEach(Runnable::run);
    }
  }

  private static final class CopiedOnWrite implements Button {
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    @Override
    public void addListener(Runnable listener) {
      listeners.add(listener);
    }

    @Override
    public void click() {
      listeners.forEach(Runnable::run);
    }
  }

  @Override
  public String bug() {
    return "listeners copied on add without a lock";
  }

  @Override
  public Level level() {
    return Level.ALL;
  }

  @Override
  public void buggy() throws Exception {
    run(new Careless());
  }

  @Override
  public void mended() throws Exception {
    run(new CopiedOnWrite());
  }

  private static void run(Button button) throws Exception {
    AtomicInteger called = new AtomicInteger();
    Threads.Body adder = () -> button.addListener(called::incrementAndGet);
    Threads.runAll(adder, adder);
    button.click();
    Check.number("The number of called listeners", 2, called.get());
  }
}
