package dev.heddle;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.AbstractQueuedLongSynchronizer;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/** For each method that tells of a thread or takes one, a program in which it has to name it. */
final class ThreadPrograms {
  private ThreadPrograms() {}

  /** What a method has told, and of whom it should have. */
  record Told(Thread expected, @Nullable Object told) {}

  /** A program in a loop. */
  @FunctionalInterface
  interface Program {
    Told run() throws Exception;
  }

  static Map<String, Program> all() {
    Map<String, Program> all = new LinkedHashMap<>();
    addSynchronizers(all);
    addLongSynchronizers(all);
    addLocks(all);
    addThreads(all);
    return all;
  }

  // ---- threads that wait --------------------------------------------------------------------

  /** Starts a platform thread, which gets as far as it can. */
  static Thread start(Runnable body) {
    Thread thread = new Thread(body, "worker");
    thread.start();
    Tasks.sleep(Duration.ofMillis(1));
    return thread;
  }

  private static Told one(Thread expected, Collection<Thread> told) {
    return new Told(expected, told.size() == 1 ? told.iterator().next() : told);
  }

  private static Told ifSo(Thread expected, boolean told) {
    return new Told(expected, told ? expected : null);
  }

  private static Told among(Thread expected, Collection<Thread> told) {
    return new Told(expected, told.contains(expected) ? expected : told);
  }

  private static void await(Condition condition) {
    condition.awaitUninterruptibly();
  }

  // ---- own synchronizers ----------------------------------------------------------------------

  private static final class Mutex extends AbstractQueuedSynchronizer {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean tryAcquire(int one) {
      boolean free = compareAndSetState(0, 1);
      if (free) {
        setExclusiveOwnerThread(Thread.currentThread());
      }
      return free;
    }

    @Override
    protected boolean tryRelease(int one) {
      setExclusiveOwnerThread(null);
      setState(0);
      return true;
    }

    @Override
    protected int tryAcquireShared(int one) {
      return -1;
    }

    @Override
    protected boolean isHeldExclusively() {
      return getExclusiveOwnerThread() == Thread.currentThread();
    }

    Thread owner() {
      return getExclusiveOwnerThread();
    }

    /** Its threads are asked for by a subclass, since the method is protected. */
    final class Queue extends AbstractQueuedSynchronizer.ConditionObject {
      private static final long serialVersionUID = 1L;

      Collection<Thread> waiting() {
        return getWaitingThreads();
      }
    }
  }

  private static void addSynchronizers(Map<String, Program> all) {
    Program owner =
        () -> {
          Mutex mutex = new Mutex();
          Thread worker = start(() -> mutex.acquire(1));
          return new Told(worker, mutex.owner());
        };
    all.put("AbstractOwnableSynchronizer.setExclusiveOwnerThread(Thread)", owner);
    all.put("AbstractOwnableSynchronizer.getExclusiveOwnerThread()", owner);
    String type = "AbstractQueuedSynchronizer.";
    all.put(
        type + "getFirstQueuedThread()",
        () -> {
          Mutex mutex = held();
          Thread worker = start(() -> mutex.acquire(1));
          return new Told(worker, mutex.getFirstQueuedThread());
        });
    all.put(
        type + "getQueuedThreads()",
        () -> {
          Mutex mutex = held();
          return one(start(() -> mutex.acquire(1)), mutex.getQueuedThreads());
        });
    all.put(
        type + "getExclusiveQueuedThreads()",
        () -> {
          Mutex mutex = held();
          return one(start(() -> mutex.acquire(1)), mutex.getExclusiveQueuedThreads());
        });
    all.put(
        type + "getSharedQueuedThreads()",
        () -> {
          Mutex mutex = held();
          return one(start(() -> mutex.acquireShared(1)), mutex.getSharedQueuedThreads());
        });
    all.put(
        type + "isQueued(Thread)",
        () -> {
          Mutex mutex = held();
          Thread worker = start(() -> mutex.acquire(1));
          return ifSo(worker, mutex.isQueued(worker));
        });
    Program waiting =
        () -> {
          Mutex mutex = new Mutex();
          Mutex.Queue queue = mutex.new Queue();
          Thread worker =
              start(
                  () -> {
                    mutex.acquire(1);
                    await(queue);
                  });
          mutex.acquire(1);
          return one(
              worker, mutex.getWaitingThreads(queue).isEmpty() ? List.of() : queue.waiting());
        };
    all.put(type + "getWaitingThreads(ConditionObject)", waiting);
    all.put(type + "ConditionObject.getWaitingThreads()", waiting);
  }

  private static Mutex held() {
    Mutex mutex = new Mutex();
    mutex.acquire(1);
    return mutex;
  }

  private static final class LongMutex extends AbstractQueuedLongSynchronizer {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean tryAcquire(long one) {
      boolean free = compareAndSetState(0, 1);
      if (free) {
        setExclusiveOwnerThread(Thread.currentThread());
      }
      return free;
    }

    @Override
    protected boolean tryRelease(long one) {
      setExclusiveOwnerThread(null);
      setState(0);
      return true;
    }

    @Override
    protected long tryAcquireShared(long one) {
      return -1;
    }

    @Override
    protected boolean isHeldExclusively() {
      return getExclusiveOwnerThread() == Thread.currentThread();
    }

    /** As of {@link Mutex}. */
    final class Queue extends AbstractQueuedLongSynchronizer.ConditionObject {
      private static final long serialVersionUID = 1L;

      Collection<Thread> waiting() {
        return getWaitingThreads();
      }
    }
  }

  private static void addLongSynchronizers(Map<String, Program> all) {
    String type = "AbstractQueuedLongSynchronizer.";
    all.put(
        type + "getFirstQueuedThread()",
        () -> {
          LongMutex mutex = heldLong();
          Thread worker = start(() -> mutex.acquire(1));
          return new Told(worker, mutex.getFirstQueuedThread());
        });
    all.put(
        type + "getQueuedThreads()",
        () -> {
          LongMutex mutex = heldLong();
          return one(start(() -> mutex.acquire(1)), mutex.getQueuedThreads());
        });
    all.put(
        type + "getExclusiveQueuedThreads()",
        () -> {
          LongMutex mutex = heldLong();
          return one(start(() -> mutex.acquire(1)), mutex.getExclusiveQueuedThreads());
        });
    all.put(
        type + "getSharedQueuedThreads()",
        () -> {
          LongMutex mutex = heldLong();
          return one(start(() -> mutex.acquireShared(1)), mutex.getSharedQueuedThreads());
        });
    all.put(
        type + "isQueued(Thread)",
        () -> {
          LongMutex mutex = heldLong();
          Thread worker = start(() -> mutex.acquire(1));
          return ifSo(worker, mutex.isQueued(worker));
        });
    Program waiting =
        () -> {
          LongMutex mutex = new LongMutex();
          LongMutex.Queue queue = mutex.new Queue();
          Thread worker =
              start(
                  () -> {
                    mutex.acquire(1);
                    await(queue);
                  });
          mutex.acquire(1);
          return one(
              worker, mutex.getWaitingThreads(queue).isEmpty() ? List.of() : queue.waiting());
        };
    all.put(type + "getWaitingThreads(ConditionObject)", waiting);
    all.put(type + "ConditionObject.getWaitingThreads()", waiting);
  }

  private static LongMutex heldLong() {
    LongMutex mutex = new LongMutex();
    mutex.acquire(1);
    return mutex;
  }

  // ---- locks ----------------------------------------------------------------------------------

  private static final class OpenLock extends ReentrantLock {
    private static final long serialVersionUID = 1L;

    Thread owner() {
      return getOwner();
    }

    Collection<Thread> queued() {
      return getQueuedThreads();
    }

    Collection<Thread> waiting(Condition condition) {
      return getWaitingThreads(condition);
    }
  }

  private static final class OpenReadWriteLock extends ReentrantReadWriteLock {
    private static final long serialVersionUID = 1L;

    Thread owner() {
      return getOwner();
    }

    Collection<Thread> queued() {
      return getQueuedThreads();
    }

    Collection<Thread> writers() {
      return getQueuedWriterThreads();
    }

    Collection<Thread> readers() {
      return getQueuedReaderThreads();
    }

    Collection<Thread> waiting(Condition condition) {
      return getWaitingThreads(condition);
    }
  }

  private static final class OpenSemaphore extends Semaphore {
    private static final long serialVersionUID = 1L;

    OpenSemaphore() {
      super(0);
    }

    Collection<Thread> queued() {
      return getQueuedThreads();
    }
  }

  private static void addLocks(Map<String, Program> all) {
    all.put(
        "ReentrantLock.getOwner()",
        () -> {
          OpenLock lock = new OpenLock();
          Thread worker = start(lock::lock);
          return new Told(worker, lock.owner());
        });
    all.put(
        "ReentrantLock.getQueuedThreads()",
        () -> {
          OpenLock lock = new OpenLock();
          lock.lock();
          return one(start(lock::lock), lock.queued());
        });
    all.put(
        "ReentrantLock.hasQueuedThread(Thread)",
        () -> {
          OpenLock lock = new OpenLock();
          lock.lock();
          Thread worker = start(lock::lock);
          return ifSo(worker, lock.hasQueuedThread(worker));
        });
    all.put(
        "ReentrantLock.getWaitingThreads(Condition)",
        () -> {
          OpenLock lock = new OpenLock();
          Condition condition = lock.newCondition();
          Thread worker =
              start(
                  () -> {
                    lock.lock();
                    await(condition);
                  });
          lock.lock();
          return one(worker, lock.waiting(condition));
        });
    addReadWriteLock(all);
    all.put(
        "Semaphore.getQueuedThreads()",
        () -> {
          OpenSemaphore semaphore = new OpenSemaphore();
          return one(start(semaphore::acquireUninterruptibly), semaphore.queued());
        });
  }

  private static void addReadWriteLock(Map<String, Program> all) {
    String type = "ReentrantReadWriteLock.";
    all.put(
        type + "getOwner()",
        () -> {
          OpenReadWriteLock lock = new OpenReadWriteLock();
          Thread worker = start(() -> lock.writeLock().lock());
          return new Told(worker, lock.owner());
        });
    all.put(
        type + "getQueuedThreads()",
        () -> {
          OpenReadWriteLock lock = heldForWriting();
          return one(start(() -> lock.writeLock().lock()), lock.queued());
        });
    all.put(
        type + "getQueuedWriterThreads()",
        () -> {
          OpenReadWriteLock lock = heldForWriting();
          return one(start(() -> lock.writeLock().lock()), lock.writers());
        });
    all.put(
        type + "getQueuedReaderThreads()",
        () -> {
          OpenReadWriteLock lock = heldForWriting();
          return one(start(() -> lock.readLock().lock()), lock.readers());
        });
    all.put(
        type + "hasQueuedThread(Thread)",
        () -> {
          OpenReadWriteLock lock = heldForWriting();
          Thread worker = start(() -> lock.readLock().lock());
          return ifSo(worker, lock.hasQueuedThread(worker));
        });
    all.put(
        type + "getWaitingThreads(Condition)",
        () -> {
          OpenReadWriteLock lock = new OpenReadWriteLock();
          Condition condition = lock.writeLock().newCondition();
          Thread worker =
              start(
                  () -> {
                    lock.writeLock().lock();
                    await(condition);
                  });
          lock.writeLock().lock();
          return one(worker, lock.waiting(condition));
        });
  }

  private static OpenReadWriteLock heldForWriting() {
    OpenReadWriteLock lock = new OpenReadWriteLock();
    lock.writeLock().lock();
    return lock;
  }

  // ---- threads, groups and pools --------------------------------------------------------------

  private static void addThreads(Map<String, Program> all) {
    all.put(
        "LockSupport.getBlocker(Thread)",
        () -> {
          Object blocker = new Object();
          Thread worker = start(() -> LockSupport.park(blocker));
          return ifSo(worker, LockSupport.getBlocker(worker) == blocker);
        });
    all.put(
        "LockSupport.unpark(Thread)",
        () -> {
          CountDownLatch unparked = new CountDownLatch(1);
          Thread worker =
              start(
                  () -> {
                    LockSupport.park();
                    unparked.countDown();
                  });
          LockSupport.unpark(worker);
          return ifSo(worker, unparked.await(1, TimeUnit.HOURS));
        });
    all.put(
        "TimeUnit.timedJoin(Thread,long)",
        () -> {
          Thread worker = start(() -> Tasks.sleep(Duration.ofHours(1)));
          TimeUnit.MINUTES.timedJoin(worker, 59);
          boolean alive = worker.isAlive();
          TimeUnit.MINUTES.timedJoin(worker, 1);
          return ifSo(worker, alive && !worker.isAlive());
        });
    all.put(
        "Thread.currentThread()",
        () -> {
          AtomicReference<Thread> seen = new AtomicReference<>();
          Thread worker = start(() -> seen.set(Thread.currentThread()));
          return new Told(worker, seen.get());
        });
    addLists(all);
    all.put(
        "ThreadGroup.uncaughtException(Thread,Throwable)",
        () -> {
          AtomicReference<Thread> told = new AtomicReference<>();
          ThreadGroup group =
              new ThreadGroup("group") {
                @Override
                public void uncaughtException(Thread thread, Throwable thrown) {
                  told.set(thread);
                }
              };
          Thread worker =
              new Thread(
                  group,
                  () -> {
                    throw new IllegalStateException("meant");
                  });
          worker.start();
          worker.join();
          return new Told(worker, told.get());
        });
    addPools(all);
  }

  private static void addLists(Map<String, Program> all) {
    all.put(
        "Thread.enumerate(Thread[])",
        () -> {
          Thread worker = start(LockSupport::park);
          Thread[] list = new Thread[100];
          return among(worker, List.of(Arrays.copyOf(list, Thread.enumerate(list))));
        });
    all.put(
        "Thread.getAllStackTraces()",
        () -> {
          Thread worker = start(LockSupport::park);
          return among(worker, Thread.getAllStackTraces().keySet());
        });
    all.put(
        "ThreadGroup.enumerate(Thread[])",
        () -> {
          ThreadGroup group = new ThreadGroup("group");
          Thread worker = new Thread(group, LockSupport::park);
          worker.start();
          Thread[] list = new Thread[2];
          return one(worker, List.of(Arrays.copyOf(list, group.enumerate(list))));
        });
    all.put(
        "ThreadGroup.enumerate(Thread[],boolean)",
        () -> {
          ThreadGroup group = new ThreadGroup("group");
          Thread worker = new Thread(new ThreadGroup(group, "inner"), LockSupport::park);
          worker.start();
          Thread[] list = new Thread[2];
          boolean flat = group.enumerate(list, false) > 0;
          int count = group.enumerate(list, true);
          return one(worker, flat ? List.of() : List.of(Arrays.copyOf(list, count)));
        });
  }

  private static void addPools(Map<String, Program> all) {
    Program pool =
        () -> {
          AtomicReference<Thread> made = new AtomicReference<>();
          AtomicReference<Thread> told = new AtomicReference<>();
          try (ThreadPoolExecutor executor =
              new ThreadPoolExecutor(
                  1,
                  1,
                  0,
                  TimeUnit.SECONDS,
                  new LinkedBlockingQueue<>(),
                  body -> {
                    made.set(new Thread(body));
                    return made.get();
                  }) {
                @Override
                protected void beforeExecute(Thread thread, Runnable task) {
                  told.set(thread);
                }
              }) {
            executor.submit(() -> {}).get();
          }
          return new Told(made.get(), told.get());
        };
    all.put("ThreadFactory.newThread(Runnable)", pool);
    all.put("ThreadPoolExecutor.beforeExecute(Thread,Runnable)", pool);
  }
}
