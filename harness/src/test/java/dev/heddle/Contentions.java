package dev.heddle;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.Exchanger;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.Phaser;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;

/** One small contended program for each lock and synchronizer of the JDK; each says what it did. */
final class Contentions {
  private static final int THREADS = 4;
  private static final int TIMES = 3;

  /** What a thread does, told its number. */
  private interface Body {
    void run(int me) throws Exception;
  }

  /** A program under construction: what its threads do, and what they have seen. */
  private static final class Program {
    private final List<Callable<Object>> bodies = new ArrayList<>();
    private final List<String> log = new ArrayList<>();

    void threads(int count, Body body) {
      for (int i = 0; i < count; i++) {
        int me = bodies.size();
        bodies.add(
            () -> {
              body.run(me);
              return "";
            });
      }
    }

    void say(int me, Object what) {
      log.add(me + ":" + what);
    }

    String run() {
      return Loop.builder()
          .traceLimit(100_000)
          .run(
              loop -> {
                List<Awaitable<Object>> all = new ArrayList<>();
                bodies.forEach(body -> all.add(Coroutine.of(body)));
                Tasks.gather(all).await();
                return log + "\n" + loop.trace();
              });
    }
  }

  private static final Map<String, Callable<String>> ALL = all();

  private Contentions() {}

  /** The names of all programs. */
  static List<String> names() {
    return List.copyOf(ALL.keySet());
  }

  /** What happened in a run of a program, and the loop's trace of it. */
  static String run(String name) {
    try {
      return ALL.get(name).call();
    } catch (Exception e) {
      throw new AssertionError(name, e);
    }
  }

  private static Map<String, Callable<String>> all() {
    Map<String, Callable<String>> all = new LinkedHashMap<>();
    all.put("synchronized", Contentions::monitor);
    all.put("wait and notify", Contentions::waitAndNotify);
    all.put("ReentrantLock", () -> lock(new ReentrantLock()));
    all.put("ReentrantLock, fair", () -> lock(new ReentrantLock(true)));
    all.put("ReentrantLock, timed", Contentions::timedLock);
    all.put("Condition", Contentions::condition);
    all.put("ReentrantReadWriteLock", () -> readWrite(new ReentrantReadWriteLock()));
    all.put("ReentrantReadWriteLock, fair", () -> readWrite(new ReentrantReadWriteLock(true)));
    all.put("StampedLock", () -> readWrite(new StampedLock().asReadWriteLock()));
    all.put("StampedLock, optimistic", Contentions::optimistic);
    all.put("Semaphore", () -> semaphore(new Semaphore(2)));
    all.put("Semaphore, fair", () -> semaphore(new Semaphore(2, true)));
    all.put("CountDownLatch", Contentions::latch);
    all.put("CyclicBarrier", Contentions::barrier);
    all.put("Phaser", Contentions::phaser);
    all.put("Exchanger", Contentions::exchanger);
    all.put("SynchronousQueue", () -> queue(new SynchronousQueue<>()));
    all.put("SynchronousQueue, fair", () -> queue(new SynchronousQueue<>(true)));
    all.put("LinkedTransferQueue", () -> queue(new LinkedTransferQueue<>()));
    all.put("LinkedTransferQueue.transfer", Contentions::transfer);
    all.put("ArrayBlockingQueue", () -> queue(new ArrayBlockingQueue<>(1)));
    all.put("ArrayBlockingQueue, fair", () -> queue(new ArrayBlockingQueue<>(1, true)));
    all.put("LinkedBlockingQueue", () -> queue(new LinkedBlockingQueue<>(1)));
    all.put("LinkedBlockingDeque", () -> queue(new LinkedBlockingDeque<>(1)));
    all.put("PriorityBlockingQueue", () -> queue(new PriorityBlockingQueue<>()));
    all.put("DelayQueue", Contentions::delayQueue);
    return all;
  }

  private static String monitor() {
    Program program = new Program();
    Object monitor = new Object();
    program.threads(
        THREADS,
        me -> {
          for (int i = 0; i < TIMES; i++) {
            synchronized (monitor) {
              program.say(me, "in");
              Thread.sleep(me % 2);
              synchronized (monitor) {
                program.say(me, "twice");
              }
            }
          }
        });
    return program.run();
  }

  @SuppressWarnings("WaitNotInLoop") // anything that wakes it will do
  private static String waitAndNotify() {
    Program program = new Program();
    Object monitor = new Object();
    program.threads(
        THREADS,
        me -> {
          synchronized (monitor) {
            monitor.wait(me == 0 ? 1 : 0);
            program.say(me, "woken");
            Thread.sleep(1);
          }
        });
    program.threads(
        2,
        me -> {
          for (int i = 0; i < 2; i++) {
            Thread.sleep(me);
            synchronized (monitor) {
              monitor.notify();
              program.say(me, "notifies");
            }
          }
          synchronized (monitor) {
            monitor.notifyAll();
          }
        });
    return program.run();
  }

  private static String lock(Lock lock) {
    Program program = new Program();
    program.threads(
        THREADS,
        me -> {
          for (int i = 0; i < TIMES; i++) {
            lock.lock();
            try {
              program.say(me, "in");
              Thread.sleep(me % 2);
            } finally {
              lock.unlock();
            }
          }
        });
    return program.run();
  }

  private static String timedLock() {
    Program program = new Program();
    Lock lock = new ReentrantLock();
    program.threads(
        THREADS,
        me -> {
          for (int i = 0; i < TIMES; i++) {
            boolean taken = lock.tryLock(2, TimeUnit.MILLISECONDS);
            program.say(me, taken);
            if (taken) {
              Thread.sleep(1);
              lock.unlock();
            }
          }
        });
    return program.run();
  }

  @SuppressWarnings("WaitNotInLoop") // anything that wakes it will do
  private static String condition() {
    Program program = new Program();
    Lock lock = new ReentrantLock();
    Condition condition = lock.newCondition();
    program.threads(
        THREADS,
        me -> {
          lock.lock();
          try {
            program.say(me, condition.await(me + 1, TimeUnit.MILLISECONDS));
            Thread.sleep(1);
          } finally {
            lock.unlock();
          }
        });
    program.threads(
        1,
        me -> {
          Thread.sleep(2);
          lock.lock();
          condition.signal();
          lock.unlock();
        });
    return program.run();
  }

  private static String readWrite(ReadWriteLock lock) {
    Program program = new Program();
    program.threads(
        THREADS,
        me -> {
          for (int i = 0; i < TIMES; i++) {
            Lock mine = (me + i) % 2 == 0 ? lock.readLock() : lock.writeLock();
            mine.lock();
            program.say(me, (me + i) % 2 == 0 ? "reads" : "writes");
            Thread.sleep(1);
            mine.unlock();
          }
        });
    return program.run();
  }

  private static String optimistic() {
    Program program = new Program();
    StampedLock lock = new StampedLock();
    program.threads(
        THREADS,
        me -> {
          long stamp = lock.tryOptimisticRead();
          Thread.sleep(me);
          program.say(me, lock.validate(stamp));
          stamp = lock.readLock();
          long write = lock.tryConvertToWriteLock(stamp);
          if (write == 0) {
            lock.unlockRead(stamp);
            write = lock.writeLock();
          }
          Thread.sleep(1);
          lock.unlockWrite(write);
        });
    return program.run();
  }

  private static String semaphore(Semaphore permits) {
    Program program = new Program();
    program.threads(
        THREADS,
        me -> {
          for (int i = 0; i < TIMES; i++) {
            permits.acquire(1 + me % 2);
            program.say(me, "in");
            Thread.sleep(me);
            permits.release(1 + me % 2);
          }
        });
    return program.run();
  }

  private static String latch() {
    Program program = new Program();
    CountDownLatch latch = new CountDownLatch(2);
    program.threads(
        THREADS,
        me -> {
          if (me < 2) {
            Thread.sleep(me);
            latch.countDown();
          }
          latch.await();
          program.say(me, "on");
        });
    return program.run();
  }

  private static String barrier() {
    Program program = new Program();
    CyclicBarrier barrier = new CyclicBarrier(2, () -> program.say(-1, "full"));
    program.threads(
        THREADS,
        me -> {
          for (int i = 0; i < TIMES - 1; i++) {
            program.say(me, barrier.await());
          }
        });
    return program.run();
  }

  private static String phaser() {
    Program program = new Program();
    Phaser phaser = new Phaser(THREADS);
    program.threads(
        THREADS,
        me -> {
          for (int i = 0; i < TIMES; i++) {
            Thread.sleep(me);
            program.say(me, phaser.arriveAndAwaitAdvance());
          }
          phaser.arriveAndDeregister();
        });
    return program.run();
  }

  private static String exchanger() {
    Program program = new Program();
    Exchanger<Integer> exchanger = new Exchanger<>();
    program.threads(
        THREADS,
        me -> {
          for (int i = 0; i < TIMES; i++) {
            program.say(me, exchanger.exchange(me * 10 + i));
          }
        });
    return program.run();
  }

  private static String queue(BlockingQueue<Integer> queue) {
    Program program = new Program();
    program.threads(
        2,
        me -> {
          for (int i = 0; i < TIMES; i++) {
            queue.put(me * 10 + i);
            program.say(me, "put");
          }
        });
    program.threads(
        3,
        me -> {
          for (int i = 0; i < TIMES - 1; i++) {
            program.say(me, queue.take());
            Thread.sleep(1);
          }
        });
    return program.run();
  }

  private static String transfer() {
    Program program = new Program();
    LinkedTransferQueue<Integer> queue = new LinkedTransferQueue<>();
    program.threads(
        2,
        me -> {
          queue.transfer(me);
          program.say(me, queue.tryTransfer(me + 2, 1, TimeUnit.MILLISECONDS));
        });
    program.threads(2, me -> program.say(me, queue.poll(5, TimeUnit.MILLISECONDS)));
    return program.run();
  }

  /** Comes out of its queue at a time. */
  private record Letter(int number, long due) implements Delayed {
    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(due - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
    }
  }

  private static String delayQueue() {
    Program program = new Program();
    DelayQueue<Letter> queue = new DelayQueue<>();
    program.threads(2, me -> queue.put(new Letter(me, System.nanoTime() + (3 - me) * 1_000_000L)));
    program.threads(2, me -> program.say(me, queue.take().number()));
    return program.run();
  }

  /** Prints what each program did, which must be the same in each of a number of runs. */
  public static void main(String[] args) {
    for (String name : names()) {
      String first = run(name);
      for (int run = 1; run < Integer.parseInt(args[0]); run++) {
        if (!first.equals(run(name))) {
          throw new AssertionError(name + ": run " + run + " differs");
        }
      }
      System.out.println(name + "\n" + first);
    }
  }
}
