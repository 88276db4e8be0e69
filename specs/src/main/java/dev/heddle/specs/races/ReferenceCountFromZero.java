package dev.heddle.specs.races;

import java.util.concurrent.atomic.AtomicInteger;

/** A reference count goes up again after it was zero: the resource is closed while it is used. */
final class ReferenceCountFromZero implements Race {
  private abstract static class Resource {
    final AtomicInteger references = new AtomicInteger(1);
    private volatile boolean closed;

    abstract boolean tryRetain();

    void release() {
      if (references.decrementAndGet() == 0) {
        closed = true;
      }
    }

    void use() {
      Check.that(!closed, "A resource in use must not be closed.");
    }
  }

  private static final class Careless extends Resource {
    @Override
    boolean tryRetain() {
      if (references.get() == 0) {
        return false;
      }
      references.incrementAndGet();
      return true;
    }
  }

  private static final class NeverFromZero extends Resource {
    @Override
    boolean tryRetain() {
      return references.getAndUpdate(now -> now == 0 ? 0 : now + 1) > 0;
    }
  }

  @Override
  public String bug() {
    return "reference count resurrected at zero";
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
    run(new NeverFromZero());
  }

  private static void run(Resource resource) throws Exception {
    Threads.runAll(() -> borrow(resource), resource::release);
  }

  private static void borrow(Resource resource) {
    if (resource.tryRetain()) {
      try {
        resource.use();
      } finally {
        resource.release();
      }
    }
  }
}
