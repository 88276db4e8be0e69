package dev.heddle.specs.races;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A Michael-Scott queue links a node behind the tail that it read, though that is not the last one
 * any more.
 */
final class QueueWithoutTailCheck implements Race {
  private static final class Node {
    private final String item;
    private final AtomicReference<@Nullable Node> next = new AtomicReference<>();

    Node(String item) {
      this.item = item;
    }
  }

  private abstract static class Queue {
    final Node head = new Node("");
    final AtomicReference<Node> tail = new AtomicReference<>(head);

    abstract void add(String item);

    Set<String> items() {
      Set<String> items = new HashSet<>();
      for (Node node = head.next.get(); node != null; node = node.next.get()) {
        items.add(node.item);
      }
      return items;
    }
  }

  private static final class Careless extends Queue {
    @Override
    void add(String item) {
      Node node = new Node(item);
      Node last = tail.get();
      last.next.set(node);
      tail.compareAndSet(last, node);
    }
  }

  private static final class Checked extends Queue {
    @Override
    void add(String item) {
      Node node = new Node(item);
      while (true) {
        Node last = tail.get();
        Node next = last.next.get();
        if (next != null) {
          tail.compareAndSet(last, next);
        } else if (last.next.compareAndSet(null, node)) {
          tail.compareAndSet(last, node);
          return;
        }
      }
    }
  }

  @Override
  public String bug() {
    return "linked queue without the tail check";
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
    run(new Checked());
  }

  private static void run(Queue queue) throws Exception {
    Threads.runAll(() -> queue.add("a"), () -> queue.add("b"));
    Check.number("The number of items", 2, queue.items().size());
  }
}
