package dev.heddle.specs.races;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A consumer looks at the queue once before it waits; another takes the item before it wakes up.
 */
final class IfForWhileAroundWait implements Race {
  private abstract static class Inbox {
    final Deque<String> letters = new ArrayDeque<>();

    synchronized void put(String letter) {
      letters.addLast(letter);
      notify();
    }

    abstract void take() throws InterruptedException;
  }

  private static final class Careless extends Inbox {
    @Override
    @SuppressWarnings("WaitNotInLoop") // the bug
    synchronized void take() throws InterruptedException {
      if (letters.isEmpty()) {
        wait();
      }
      Check.that(letters.pollFirst() != null, "There must be a letter to take.");
    }
  }

  private static final class Looped extends Inbox {
    @Override
    synchronized void take() throws InterruptedException {
      while (letters.isEmpty()) {
        wait();
      }
      Check.that(letters.pollFirst() != null, "There must be a letter to take.");
    }
  }

  @Override
  public String bug() {
    return "if instead of while around wait";
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
    run(new Looped());
  }

  private static void run(Inbox inbox) throws Exception {
    Threads.runAll(
        inbox::take,
        () -> {
          inbox.put("a");
          inbox.put("b");
        },
        inbox::take);
  }
}
