package dev.heddle.specs.zoo;

import dev.heddle.Loop;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** A server is ready before anybody listens for that, and whoever waits for it waits for ever. */
@SuppressWarnings("ThreadPriorityCheck") // yields are where the bug needs a switch
final class EventBeforeListener implements Specimen {
  private static final class Server {
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    void start() {
      Thread.startVirtualThread(
          () -> {
            Thread.yield(); // binding the port takes a while
            listeners.forEach(Runnable::run);
          });
    }

    void onReady(Runnable listener) {
      listeners.add(listener);
    }
  }

  @Override
  public String bug() {
    return "event fired before its listener";
  }

  @Override
  public void buggy(Loop loop) throws Exception {
    Server server = new Server();
    CountDownLatch ready = new CountDownLatch(1);
    server.start();
    Thread.yield(); // between starting and listening, which do not block
    server.onReady(ready::countDown);
    ready.await();
  }

  @Override
  public void mended(Loop loop) throws Exception {
    Server server = new Server();
    CountDownLatch ready = new CountDownLatch(1);
    server.onReady(ready::countDown);
    Thread.yield(); // where the buggy form has it
    server.start();
    ready.await();
  }
}
