package dev.heddle.specs.zoo;

import dev.heddle.Loop;

/** A writer that has waited for another writer does not look for readers again. */
@SuppressWarnings("ThreadPriorityCheck") // yields are where the bug needs a switch
final class ReadersAndWriters implements Specimen {
  private static final class Page {
    private final boolean careless;
    private int readers;
    private boolean writing;

    Page(boolean careless) {
      this.careless = careless;
    }

    void read() throws InterruptedException {
      beginRead();
      Thread.yield(); // reading takes a while
      checkAlone(!writing);
      endRead();
    }

    void write() throws InterruptedException {
      beginWrite();
      checkAlone(readers == 0);
      Thread.yield(); // writing takes a while
      checkAlone(readers == 0);
      endWrite();
    }

    private synchronized void beginRead() throws InterruptedException {
      while (writing) {
        wait();
      }
      readers++;
    }

    private synchronized void endRead() {
      readers--;
      notifyAll();
    }

    private synchronized void beginWrite() throws InterruptedException {
      while (careless ? readers > 0 : readers > 0 || writing) {
        wait();
      }
      while (writing) {
        wait();
      }
      writing = true;
    }

    private synchronized void endWrite() {
      writing = false;
      notifyAll();
    }

    private static void checkAlone(boolean alone) {
      if (!alone) {
        throw new IllegalStateException("A page is read and written at the same time.");
      }
    }
  }

  @Override
  public String bug() {
    return "readers and writers: the writer looks for readers once only";
  }

  @Override
  public void buggy(Loop loop) throws Exception {
    run(new Page(true));
  }

  @Override
  public void mended(Loop loop) throws Exception {
    run(new Page(false));
  }

  private static void run(Page page) throws Exception {
    Together.run(page::write, page::write, page::read);
  }
}
