package dev.heddle.explore;

import dev.heddle.Loop;
import dev.heddle.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A program of a few threads that take locks, count latches down and wait for them. Often enough it
 * deadlocks, in some orders or in all.
 *
 * @param tasks whether its threads are tasks of the loop, or threads that are none
 * @param threads what each thread does
 * @param joined which of them the main task waits for, in this order; it leaves the others
 */
record LockProgram(boolean tasks, List<List<Op>> threads, List<Integer> joined) {
  static final int LOCKS = 2;
  static final int LATCHES = 2;

  /** What a thread does in one line. */
  enum Kind {
    LOCK,
    UNLOCK,
    AWAIT,
    COUNT_DOWN,
    YIELD
  }

  /**
   * One line.
   *
   * @param which the number of the lock or latch
   */
  record Op(Kind kind, int which) {
    @Override
    public String toString() {
      return kind + (kind == Kind.YIELD ? "" : " " + which);
    }
  }

  static LockProgram draw(Random random) {
    int size = 2 + random.nextInt(2);
    List<List<Op>> threads = new ArrayList<>();
    List<Integer> joined = new ArrayList<>();
    boolean leavesSome = random.nextInt(3) == 0;
    for (int thread = 0; thread < size; thread++) {
      threads.add(drawThread(random, 2 + random.nextInt(7 - size - 1)));
      if (!leavesSome || random.nextBoolean()) {
        joined.add(thread);
      }
    }
    return new LockProgram(random.nextBoolean(), threads, joined);
  }

  private static List<Op> drawThread(Random random, int length) {
    List<Op> ops = new ArrayList<>();
    boolean[] held = new boolean[LOCKS];
    while (ops.size() < length) {
      Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
      int which = random.nextInt(2);
      boolean locks = kind == Kind.LOCK;
      if (locks || kind == Kind.UNLOCK) {
        if (held[which] == locks) {
          continue;
        }
        held[which] = locks;
      }
      ops.add(new Op(kind, which));
    }
    return ops;
  }

  // ---- as a program of java.util.concurrent -------------------------------------------------

  Loop.Body<String> body() {
    return loop -> {
      Things things = new Things();
      List<Task<?>> started = new ArrayList<>();
      List<Thread> alsoStarted = new ArrayList<>();
      for (List<Op> ops : threads) {
        if (tasks) {
          started.add(loop.createTask(() -> things.run(ops)));
        } else {
          alsoStarted.add(Thread.ofVirtual().start(() -> things.runInThread(ops)));
        }
      }
      for (int thread : joined) {
        if (tasks) {
          started.get(thread).await();
        } else {
          alsoStarted.get(thread).join();
        }
      }
      return "passed";
    };
  }

  private static final class Things {
    final List<ReentrantLock> locks = new ArrayList<>();
    final List<CountDownLatch> latches = new ArrayList<>();

    Things() {
      for (int i = 0; i < LOCKS; i++) {
        locks.add(new ReentrantLock());
      }
      for (int i = 0; i < LATCHES; i++) {
        latches.add(new CountDownLatch(1));
      }
    }

    void runInThread(List<Op> ops) {
      try {
        run(ops);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    /** At its end a thread gives back what it holds, however it ends. */
    @SuppressWarnings({"LockNotBeforeTry", "ThreadPriorityCheck"})
    Void run(List<Op> ops) throws InterruptedException {
      try {
        for (Op op : ops) {
          switch (op.kind()) {
            case LOCK -> locks.get(op.which()).lockInterruptibly();
            case UNLOCK -> locks.get(op.which()).unlock();
            case AWAIT -> latches.get(op.which()).await();
            case COUNT_DOWN -> latches.get(op.which()).countDown();
            case YIELD -> Thread.yield();
          }
        }
        return null;
      } finally {
        for (ReentrantLock lock : locks) {
          if (lock.isHeldByCurrentThread()) {
            lock.unlock();
          }
        }
      }
    }
  }
}
