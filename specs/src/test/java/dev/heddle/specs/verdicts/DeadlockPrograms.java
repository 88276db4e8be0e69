package dev.heddle.specs.verdicts;

import static dev.heddle.specs.verdicts.Stuck.call;
import static dev.heddle.specs.verdicts.Stuck.callable;
import static dev.heddle.specs.verdicts.Stuck.join;
import static dev.heddle.specs.verdicts.Stuck.start;
import static dev.heddle.specs.verdicts.Stuck.threads;

import dev.heddle.Loop;
import dev.heddle.Task;
import dev.heddle.Tasks;
import dev.heddle.specs.verdicts.Stuck.Body;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;

/** Programs that deadlock, and near misses that do not. */
@SuppressWarnings("ImmutableEnumChecker") // the bodies keep nothing
enum DeadlockPrograms {
  // ---- who waits for whom is known --------------------------------------------------------
  TWO_MONITORS(
      () -> {
        Account one = new Account();
        Account other = new Account();
        Thread a = start("a", () -> one.moveTo(other));
        Thread b = start("b", () -> other.moveTo(one));
        join(a, b);
      },
      """
      these wait for each other:
        a holds the monitor of Account#1 (taken in DeadlockPrograms$Account.moveTo) and waits to enter the monitor of Account#2
        b holds the monitor of Account#2 (taken in DeadlockPrograms$Account.moveTo) and waits to enter the monitor of Account#1
      These wait as well:
        main waits for thread a to end
      """),
  SYNCHRONIZED_METHODS(
      () -> {
        Parent parent = new Parent();
        Thread a = start("a", parent::update);
        Thread b = start("b", parent.child::update);
        join(a, b);
      },
      """
      these wait for each other:
        a holds the monitor of Parent (taken in DeadlockPrograms$Parent.update) and waits to enter the monitor of Child
        b holds the monitor of Child (taken in DeadlockPrograms$Child.update) and waits to enter the monitor of Parent
      These wait as well:
        main waits for thread a to end
      """),
  TWO_LOCKS(
      () -> {
        ReentrantLock one = new ReentrantLock();
        ReentrantLock other = new ReentrantLock();
        Thread a = start("a", () -> lockBoth(one, other));
        Thread b = start("b", () -> lockBoth(other, one));
        join(a, b);
      },
      """
      these wait for each other:
        a holds ReentrantLock#1 (taken at DeadlockPrograms.java:LOCK) and waits for ReentrantLock#2
        b holds ReentrantLock#2 (taken at DeadlockPrograms.java:LOCK) and waits for ReentrantLock#1
      These wait as well:
        main waits for thread a to end
      """),
  MONITOR_AND_LOCK(
      () -> {
        Account account = new Account();
        ReentrantLock lock = new ReentrantLock();
        Thread a =
            start(
                "a",
                () -> {
                  synchronized (account) {
                    Thread.sleep(1);
                    lock.lock();
                  }
                });
        Thread b =
            start(
                "b",
                () -> {
                  take(lock);
                  account.touch();
                });
        join(a, b);
      },
      """
      these wait for each other:
        a holds the monitor of Account (taken in a lambda in DeadlockPrograms.<clinit>) and waits for ReentrantLock
        b holds ReentrantLock (taken at DeadlockPrograms.java:TAKE) and waits to enter the monitor of Account
      These wait as well:
        main waits for thread a to end
      """),
  UPGRADE_OF_A_READ_LOCK(
      () -> {
        ReadWriteLock lock = new ReentrantReadWriteLock();
        lock.readLock().lock();
        lock.writeLock().lock();
      },
      """
      this waits for itself:
        main holds the read lock of ReentrantReadWriteLock and waits for the write lock of ReentrantReadWriteLock
      """),
  TWO_UPGRADES(
      () -> {
        ReadWriteLock lock = new ReentrantReadWriteLock();
        Thread a = start("a", () -> upgrade(lock));
        Thread b = start("b", () -> upgrade(lock));
        join(a, b);
      },
      """
      this waits for itself:
        a holds the read lock of ReentrantReadWriteLock and waits for the write lock of ReentrantReadWriteLock
      These wait as well:
        main waits for thread a to end
        b waits for the write lock of ReentrantReadWriteLock, held by a, b
      """),
  READER_BEHIND_A_WRITER(
      () -> {
        ReadWriteLock lock = new ReentrantReadWriteLock();
        Thread reader =
            start(
                "reader",
                () -> {
                  lock.readLock().lock();
                  Thread.sleep(2);
                  Thread helper = start("helper", lock.readLock()::lock);
                  helper.join();
                  lock.readLock().unlock();
                });
        Thread.sleep(1);
        Thread writer = start("writer", lock.writeLock()::lock);
        join(reader, writer);
      },
      """
      these wait for each other:
        reader holds the read lock of ReentrantReadWriteLock and waits for thread helper to end
        helper waits for the read lock of ReentrantReadWriteLock, behind writer, which waits for the write lock
        writer waits for the write lock of ReentrantReadWriteLock
      These wait as well:
        main waits for thread reader to end
      """),
  POOL_OF_ONE(
      () -> {
        ExecutorService pool = Executors.newSingleThreadExecutor(threads("worker"));
        Future<?> outer = pool.submit(callable(() -> pool.submit(() -> {}).get()));
        outer.get();
      },
      """
      this waits for itself:
        worker-1 waits for the result of FutureTask#1, which stands in the queue of ThreadPoolExecutor, whose only worker worker-1 is busy
      These wait as well:
        main waits for the result of FutureTask#2, which worker-1 runs
      """),
  POOL_OF_TWO(
      () -> {
        ExecutorService pool = Executors.newFixedThreadPool(2, threads("worker"));
        Body outer =
            () -> {
              Thread.sleep(1);
              CompletableFuture.supplyAsync(() -> "inner", pool).thenApply(String::length).join();
            };
        Future<?> one = pool.submit(callable(outer));
        pool.submit(callable(outer));
        one.get();
      },
      """
      these wait for each other:
        worker-1 waits for the result of CompletableFuture#1, which stands in the queue of ThreadPoolExecutor, whose 2 workers are all busy
        worker-2 waits for the result of CompletableFuture#2, which stands in the queue of ThreadPoolExecutor, whose 2 workers are all busy
      These wait as well:
        main waits for the result of FutureTask, which worker-1 runs
      """),
  JOINS_ITSELF(
      () -> start("a", () -> Thread.currentThread().join()).join(),
      """
      this waits for itself:
        a waits for thread a to end
      These wait as well:
        main waits for thread a to end
      """),
  JOIN_EACH_OTHER(
      () -> {
        List<Thread> threads = new ArrayList<>();
        threads.add(start("a", () -> threads.get(1).join()));
        threads.add(start("b", () -> threads.get(0).join()));
        join(threads.get(0));
      },
      """
      these wait for each other:
        a waits for thread b to end
        b waits for thread a to end
      These wait as well:
        main waits for thread a to end
      """),
  PLATFORM_THREADS(
      () -> {
        List<Thread> threads = new ArrayList<>();
        ReentrantLock lock = new ReentrantLock();
        threads.add(
            new Thread(
                () -> {
                  take(lock);
                  call(() -> threads.get(1).join());
                },
                "a"));
        threads.add(new Thread(lock::lock, "b"));
        threads.get(0).start();
        threads.get(1).start();
        join(threads.get(0));
      },
      """
      these wait for each other:
        a holds ReentrantLock (taken at DeadlockPrograms.java:TAKE) and waits for thread b to end
        b waits for ReentrantLock
      These wait as well:
        main waits for thread a to end
      """),
  POOL_OF_PLATFORM_THREADS(
      () -> {
        ExecutorService pool = Executors.newFixedThreadPool(1);
        pool.submit(callable(() -> pool.submit(() -> {}).get())).get();
      },
      """
      this waits for itself:
        pool-1-thread-1 waits for the result of FutureTask#1, which stands in the queue of ThreadPoolExecutor, whose only worker pool-1-thread-1 is busy
      These wait as well:
        main waits for the result of FutureTask#2, which pool-1-thread-1 runs
      """),
  JOIN_UNDER_A_LOCK(
      () -> {
        ReentrantLock lock = new ReentrantLock();
        take(lock);
        start("a", lock::lock).join();
      },
      """
      these wait for each other:
        main holds ReentrantLock (taken at DeadlockPrograms.java:TAKE) and waits for thread a to end
        a waits for ReentrantLock
      """),
  TASKS_IN_A_CIRCLE(
      () -> {
        List<Task<?>> tasks = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
          int next = (i + 1) % 3;
          tasks.add(Loop.current().createTask("task " + i, () -> tasks.get(next).await()));
        }
        Tasks.gather(List.copyOf(tasks)).await();
      },
      """
      these wait for each other:
        task 0 awaits task 1
        task 1 awaits task 2
        task 2 awaits task 0
      These wait as well:
        main awaits gather of [task 0, task 1, task 2]
      """),
  FUTURES_OF_EACH_OTHER(
      () -> {
        List<FutureTask<Void>> futures = new ArrayList<>();
        futures.add(new FutureTask<>(callable(() -> futures.get(1).get())));
        futures.add(new FutureTask<>(callable(() -> futures.get(0).get())));
        Thread.ofVirtual().name("a").start(futures.get(0));
        Thread.ofVirtual().name("b").start(futures.get(1));
        futures.get(0).get();
      },
      """
      these wait for each other:
        a waits for the result of FutureTask#1, which b runs
        b waits for the result of FutureTask#2, which a runs
      These wait as well:
        main waits for the result of FutureTask#2, which a runs
      """),
  THREE_PHILOSOPHERS(
      () -> {
        List<Fork> forks = List.of(new Fork(), new Fork(), new Fork());
        List<Thread> philosophers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
          Fork left = forks.get(i);
          Fork right = forks.get((i + 1) % 3);
          philosophers.add(start("philosopher " + i, () -> left.eatWith(right)));
        }
        join(philosophers.toArray(new Thread[0]));
      },
      """
      these wait for each other:
        philosopher 0 holds the monitor of Fork#1 (taken in DeadlockPrograms$Fork.eatWith) and waits to enter the monitor of Fork#2
        philosopher 1 holds the monitor of Fork#2 (taken in DeadlockPrograms$Fork.eatWith) and waits to enter the monitor of Fork#3
        philosopher 2 holds the monitor of Fork#3 (taken in DeadlockPrograms$Fork.eatWith) and waits to enter the monitor of Fork#1
      These wait as well:
        main waits for thread philosopher 0 to end
      """),
  TWO_CIRCLES(
      () -> {
        for (String pair : List.of("x", "y")) {
          ReentrantLock one = new ReentrantLock();
          ReentrantLock other = new ReentrantLock();
          start(pair + "1", () -> lockBoth(one, other));
          start(pair + "2", () -> lockBoth(other, one));
        }
        new CountDownLatch(1).await();
      },
      """
      these wait for each other:
        x1 holds ReentrantLock#1 (taken at DeadlockPrograms.java:LOCK) and waits for ReentrantLock#2
        x2 holds ReentrantLock#2 (taken at DeadlockPrograms.java:LOCK) and waits for ReentrantLock#1
      and these wait for each other:
        y1 holds ReentrantLock#3 (taken at DeadlockPrograms.java:LOCK) and waits for ReentrantLock#4
        y2 holds ReentrantLock#4 (taken at DeadlockPrograms.java:LOCK) and waits for ReentrantLock#3
      These wait as well:
        main waits for CountDownLatch, whose count is 1; who is to count it down is not known
      """),

  // ---- who is to end the wait is not known ------------------------------------------------
  LATCH(
      () -> new CountDownLatch(2).await(),
      """
        main waits for CountDownLatch, whose count is 2; who is to count it down is not known
      """),
  SEMAPHORE(
      () -> new Semaphore(2).acquire(3),
      """
        main waits for a permit of Semaphore, which has 2 left; who holds them is not known
      """),
  STAMPED_LOCK(
      () -> {
        StampedLock lock = new StampedLock();
        lock.writeLock();
        lock.readLock();
      },
      """
        main waits for StampedLock, which is locked for writing; its holder is not known
      """),
  FULL_ON_BOTH_SIDES(
      () -> {
        BlockingQueue<Integer> there = new ArrayBlockingQueue<>(1);
        BlockingQueue<Integer> back = new LinkedBlockingQueue<>(1);
        Thread client = start("client", () -> putTwice(there));
        Thread server = start("server", () -> putTwice(back));
        join(client, server);
        there.take();
      },
      """
        main waits for thread client to end
        client waits to put into ArrayBlockingQueue, which is full
        server waits to put into LinkedBlockingQueue, which is full
      """),
  EMPTY_ON_BOTH_SIDES(
      () -> {
        SynchronousQueue<Integer> there = new SynchronousQueue<>();
        BlockingQueue<Integer> back = new LinkedBlockingQueue<>();
        Thread server = start("server", () -> there.put(back.take()));
        there.take();
        server.join();
      },
      """
        main waits to take from SynchronousQueue, where nobody is at the other side
        server waits to take from LinkedBlockingQueue, which is empty
      """),
  PHASER_AND_BARRIER(
      () -> {
        Phaser phaser = new Phaser(3);
        CyclicBarrier barrier = new CyclicBarrier(3);
        start("a", phaser::arriveAndAwaitAdvance);
        start("b", barrier::await);
        barrier.await();
      },
      """
        main waits at CyclicBarrier, where 2 parties wait for others
        a waits at Phaser, where 2 of 3 parties are missing
        b waits at CyclicBarrier, where 2 parties wait for others
      """),
  LOST_SIGNALS(
      () -> {
        Account account = new Account();
        ReentrantLock lock = new ReentrantLock();
        Condition filled = lock.newCondition();
        start("a", account::awaitMoney);
        take(lock);
        filled.await();
      },
      """
        main waits to be signalled on a Condition of ReentrantLock, who is to signal it is not known
        a is in Object.wait on Account, who is to notify it is not known
      """),
  FUTURES_OF_NOBODY(
      () -> {
        start("a", () -> new CompletableFuture<>().get());
        start("b", () -> new FutureTask<>(() -> 1).get());
        Loop.current().createFuture().await();
      },
      """
        main awaits a future, who is to complete it is not known
        a waits for the result of CompletableFuture, who is to complete it is not known
        b waits for the result of FutureTask, who is to run it is not known
      """),

  // ---- near misses ------------------------------------------------------------------------
  SAME_ORDER(
      () -> {
        Account one = new Account();
        Account other = new Account();
        join(start("a", () -> one.moveTo(other)), start("b", () -> one.moveTo(other)));
      },
      ""),
  TRIES_THE_SECOND_LOCK(
      () -> {
        ReentrantLock one = new ReentrantLock();
        ReentrantLock other = new ReentrantLock();
        join(start("a", () -> tryBoth(one, other, 5)), start("b", () -> tryBoth(other, one, 9)));
      },
      ""),
  DOWNGRADE_OF_A_WRITE_LOCK(
      () -> {
        ReadWriteLock lock = new ReentrantReadWriteLock();
        lock.writeLock().lock();
        lock.readLock().lock();
        lock.writeLock().unlock();
        lock.readLock().unlock();
      },
      ""),
  POOL_OF_ENOUGH(
      () -> {
        ExecutorService pool = Executors.newFixedThreadPool(2, threads("worker"));
        pool.submit(callable(() -> pool.submit(() -> {}).get())).get();
        pool.close();
      },
      ""),
  LATCH_COUNTED_DOWN_BY_A_TIMER(
      () -> {
        CountDownLatch latch = new CountDownLatch(1);
        CompletableFuture.delayedExecutor(1, TimeUnit.DAYS).execute(latch::countDown);
        latch.await();
      },
      ""),
  JOINS_IN_A_ROW(
      () -> {
        Thread a = start("a", () -> Thread.sleep(1));
        Thread b = start("b", a::join);
        start("c", b::join).join();
      },
      ""),
  ONE_OF_TWO_GIVES_UP(
      () -> {
        ReentrantLock one = new ReentrantLock();
        ReentrantLock other = new ReentrantLock();
        Thread a = start("a", () -> lockBoth(one, other));
        Thread b = start("b", () -> tryBoth(other, one, 5));
        join(a, b);
      },
      ""),
  TASKS_IN_A_ROW(
      () -> {
        Task<Integer> first = Loop.current().createTask(() -> 1);
        Task<Integer> second = Loop.current().createTask(first::await);
        second.await();
      },
      ""),
  PHILOSOPHERS_OF_WHOM_ONE_IS_LEFT_HANDED(
      () -> {
        List<Fork> forks = List.of(new Fork(), new Fork(), new Fork());
        join(
            start("philosopher 0", () -> forks.get(0).eatWith(forks.get(1))),
            start("philosopher 1", () -> forks.get(1).eatWith(forks.get(2))),
            start("philosopher 2", () -> forks.get(0).eatWith(forks.get(2))));
      },
      "");

  private static final class Account {
    private int money;

    void moveTo(Account other) throws InterruptedException {
      synchronized (this) {
        Thread.sleep(1);
        synchronized (other) {
          other.money++;
        }
      }
    }

    synchronized void touch() {
      money++;
    }

    synchronized void awaitMoney() throws InterruptedException {
      while (money == 0) {
        wait();
      }
    }
  }

  private static final class Parent {
    final Child child = new Child(this);

    synchronized void update() throws InterruptedException {
      Thread.sleep(1);
      child.touch();
    }

    synchronized void touch() {}
  }

  private static final class Child {
    private final Parent parent;

    Child(Parent parent) {
      this.parent = parent;
    }

    synchronized void update() throws InterruptedException {
      Thread.sleep(1);
      parent.touch();
    }

    synchronized void touch() {}
  }

  private static final class Fork {
    void eatWith(Fork other) throws InterruptedException {
      synchronized (this) {
        Thread.sleep(1);
        synchronized (other) {
          Thread.sleep(1);
        }
      }
    }
  }

  private static void lockBoth(Lock first, Lock second) throws InterruptedException {
    first.lock(); // LOCK
    try {
      Thread.sleep(1);
      second.lock();
      second.unlock();
    } finally {
      first.unlock();
    }
  }

  private static void take(Lock lock) {
    lock.lock(); // TAKE
  }

  private static void tryBoth(Lock first, Lock second, long millis) throws InterruptedException {
    boolean done = false;
    while (!done) {
      first.lock();
      try {
        Thread.sleep(1);
        done = second.tryLock(millis, TimeUnit.MILLISECONDS);
      } finally {
        first.unlock();
      }
      Thread.sleep(millis);
    }
    second.unlock();
  }

  private static void upgrade(ReadWriteLock lock) throws InterruptedException {
    lock.readLock().lock();
    Thread.sleep(1);
    lock.writeLock().lock();
  }

  private static void putTwice(BlockingQueue<Integer> queue) throws InterruptedException {
    queue.put(1);
    queue.put(2);
  }

  private final Body body;

  /** What the deadlock says of who waits, with marks for lines; empty for a near miss. */
  private final String words;

  DeadlockPrograms(Body body, String words) {
    this.body = body;
    this.words = words;
  }

  boolean isNearMiss() {
    return words.isEmpty();
  }

  String words() {
    return words;
  }

  void run() throws Exception {
    Tasks.currentTask().setName("main");
    body.run();
  }
}
