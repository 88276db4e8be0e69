package dev.heddle.specs.races;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicStampedReference;
import org.jspecify.annotations.Nullable;

/** A pop sees its old top again and does not see that the node below it has gone: ABA. */
final class AbaOnTreiberStack implements Race {
  private static final class Node {
    private volatile @Nullable Node next;
  }

  private interface Stack {
    void push(Node node);

    @Nullable Node pop();
  }

  private static final class Careless implements Stack {
    private final AtomicReference<@Nullable Node> top = new AtomicReference<>();

    @Override
    public void push(Node node) {
      Node old;
      do {
        old = top.get();
        node.next = old;
      } while (!top.compareAndSet(old, node));
    }

    @Override
    public @Nullable Node pop() {
      Node old;
      do {
        old = top.get();
      } while (old != null && !top.compareAndSet(old, old.next));
      return old;
    }
  }

  private static final class Stamped implements Stack {
    private final AtomicStampedReference<@Nullable Node> top =
        new AtomicStampedReference<>(null, 0);

    @Override
    public void push(Node node) {
      int[] stamp = new int[1];
      Node old;
      do {
        old = top.get(stamp);
        node.next = old;
      } while (!top.compareAndSet(old, node, stamp[0], stamp[0] + 1));
    }

    @Override
    public @Nullable Node pop() {
      int[] stamp = new int[1];
      Node old;
      do {
        old = top.get(stamp);
      } while (old != null && !top.compareAndSet(old, old.next, stamp[0], stamp[0] + 1));
      return old;
    }
  }

  @Override
  public String bug() {
    return "ABA on a stack that reuses its nodes";
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
    run(new Stamped());
  }

  private static void run(Stack stack) throws Exception {
    stack.push(new Node());
    stack.push(new Node());
    AtomicReference<@Nullable Node> kept = new AtomicReference<>();
    Threads.runAll(
        stack::pop,
        () -> {
          Node first = stack.pop();
          kept.set(stack.pop());
          if (first != null) {
            stack.push(first);
          }
        });
    Node left = stack.pop();
    Check.that(left == null || left != kept.get(), "A node in use must not be on the stack.");
  }
}
