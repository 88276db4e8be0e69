package dev.heddle.specs.zoo;

import dev.heddle.Loop;
import java.util.concurrent.Semaphore;

/** Whoever is interrupted while waiting for a permit gives back one that it never had. */
@SuppressWarnings("ThreadPriorityCheck") // yields are where the bug needs a switch
final class ReleaseWithoutAcquire implements Specimen {
  private static final class Printer {
    private final Semaphore permit = new Semaphore(1);
    private int users;

    void printCarelessly() throws InterruptedException {
      try {
        permit.acquire();
        use();
      } finally {
        permit.release();
      }
    }

    void print() throws InterruptedException {
      permit.acquire();
      try {
        use();
      } finally {
        permit.release();
      }
    }

    private void use() {
      users++;
      Thread.yield(); // printing takes a while
      users--;
      Together.check("The other users of the printer", 0, users);
    }
  }

  @Override
  public String bug() {
    return "permit released that was never acquired";
  }

  @Override
  public void buggy(Loop loop) throws Exception {
    Printer printer = new Printer();
    run(printer::printCarelessly);
  }

  @Override
  public void mended(Loop loop) throws Exception {
    Printer printer = new Printer();
    run(printer::print);
  }

  private static void run(Together.Body print) throws Exception {
    Thread hasty = Thread.ofVirtual().unstarted(() -> printUnlessInterrupted(print));
    Together.run(
        print,
        () -> {
          hasty.start();
          Thread.yield(); // between starting and interrupting, which do not block
          Thread.yield();
          hasty.interrupt();
          hasty.join();
        },
        () -> {
          Thread.yield(); // comes a little later
          print.run();
        });
  }

  private static void printUnlessInterrupted(Together.Body print) {
    try {
      print.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
