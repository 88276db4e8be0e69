package dev.heddle.specs.races;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A listener comes after the event has looked for listeners, but has not seen the event; nobody
 * calls it.
 */
final class EventBeforeListener implements Race {
  private interface Download {
    void onDone(Runnable listener);

    void finish();
  }

  private static final class Careless implements Download {
    private final List<Runnable> listeners = new ArrayList<>();
    private boolean done;

    @Override
    public void onDone(Runnable listener) {
      if (done) {
        listener.run();
      } else {
        listeners.add(listener);
      }
    }

    @Override
    public void finish() {
      done = true;
      listeners.forEach(Runnable::run);
    }
  }

  private static final class Locked implements Download {
    private final List<Runnable> listeners = new ArrayList<>();
    private boolean done;

    @Override
    public void onDone(Runnable listener) {
      if (!register(listener)) {
        listener.run();
      }
    }

    private synchronized boolean register(Runnable listener) {
      return !done && listeners.add(listener);
    }

    @Override
    public void finish() {
      registered().forEach(Runnable::run);
    }

    private synchronized List<Runnable> registered() {
      done = true;
      return List.copyOf(listeners);
    }
  }

  @Override
  public String bug() {
    return "event between the look and the registration";
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
    run(new Locked());
  }

  private static void run(Download download) throws Exception {
    AtomicInteger called = new AtomicInteger();
    Threads.runAll(() -> download.onDone(called::incrementAndGet), download::finish);
    Check.number("The number of calls", 1, called.get());
  }
}
