package dev.heddle.specs.zoo;

import dev.heddle.Loop;
import dev.heddle.Task;
import dev.heddle.Tasks;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** The first of two producers that ends closes the channel, which the other still needs. */
final class PrematureClose implements Specimen {
  private static final class Channel {
    private static final int END = -1;

    private final BlockingQueue<Integer> items = new LinkedBlockingQueue<>();

    /** How many producers have to end before the channel is closed. */
    private final AtomicInteger open;

    Channel(int producers) {
      open = new AtomicInteger(producers);
    }

    void send(int item) {
      items.add(item);
    }

    void producerEnds() {
      if (open.decrementAndGet() == 0) {
        items.add(END);
      }
    }

    int countUntilClosed() throws InterruptedException {
      int count = 0;
      while (items.take() != END) {
        count++;
      }
      return count;
    }
  }

  @Override
  public String bug() {
    return "producer that closes too early";
  }

  @Override
  public void buggy(Loop loop) {
    run(new Channel(1));
  }

  @Override
  public void mended(Loop loop) {
    run(new Channel(2));
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the group waits for its tasks
  private static void run(Channel channel) {
    Task<Integer> received =
        Tasks.group(
            group -> {
              Task<Integer> consumer = group.createTask(channel::countUntilClosed);
              group.createTask(() -> produce(channel, 2));
              group.createTask(() -> produce(channel, 1));
              return consumer;
            });
    Together.check("The items", 3, received.result());
  }

  private static boolean produce(Channel channel, int items) {
    for (int item = 0; item < items; item++) {
      channel.send(item);
      Tasks.yieldNow(); // making an item takes a while
    }
    channel.producerEnds();
    return true;
  }
}
