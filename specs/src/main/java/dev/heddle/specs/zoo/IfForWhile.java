package dev.heddle.specs.zoo;

import dev.heddle.Loop;
import java.util.ArrayDeque;
import java.util.Queue;

/** A reader that was signalled does not look again, and somebody else has taken the letter. */
@SuppressWarnings({
  "ThreadPriorityCheck", // yields are where the bug needs a switch
  "WaitNotInLoop" // that is the bug
})
final class IfForWhile implements Specimen {
  private static final class Mailbox {
    private final Queue<String> letters = new ArrayDeque<>();

    synchronized void put(String letter) {
      letters.add(letter);
      notifyAll();
    }

    synchronized String takeCarelessly() throws InterruptedException {
      if (letters.isEmpty()) {
        wait();
      }
      return letters.remove();
    }

    synchronized String take() throws InterruptedException {
      while (letters.isEmpty()) {
        wait();
      }
      return letters.remove();
    }
  }

  @Override
  public String bug() {
    return "missed signal: `if` for `while`";
  }

  @Override
  public void buggy(Loop loop) throws Exception {
    Mailbox box = new Mailbox();
    run(box, box::takeCarelessly);
  }

  @Override
  public void mended(Loop loop) throws Exception {
    Mailbox box = new Mailbox();
    run(box, box::take);
  }

  private static void run(Mailbox box, Together.Body take) throws Exception {
    Together.run(
        take,
        () -> {
          box.put("bill");
          Thread.yield(); // between two letters
          box.put("postcard");
        },
        () -> {
          Thread.yield(); // comes a little later
          take.run();
        });
  }
}
