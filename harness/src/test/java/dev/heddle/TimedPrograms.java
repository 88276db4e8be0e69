package dev.heddle;

import java.lang.ref.ReferenceQueue;
import java.time.Duration;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionService;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.Exchanger;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.Phaser;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.TransferQueue;
import java.util.concurrent.locks.AbstractQueuedLongSynchronizer;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;
import java.util.function.Function;
import java.util.function.Supplier;

/** For each method that takes a time a program that makes it use up its time. */
final class TimedPrograms {
  /** No test can wait that long. */
  static final Duration TIME = Duration.ofDays(3);

  private static final long DAYS = TIME.toDays();
  private static final long MILLIS = TIME.toMillis();
  private static final long NANOS = TIME.toNanos();
  private static final TimeUnit UNIT = TimeUnit.DAYS;

  /** Those that do not wait in virtual time, and why. */
  static final Map<String, String> NOT_VIRTUAL =
      Map.of(
          "Process.waitFor(Duration)", "a process runs in real time",
          "Process.waitFor(long,TimeUnit)", "a process runs in real time",
          "StructuredTaskScope.Configuration.withTimeout(Duration)", "a preview");

  /** What a program does in a managed thread. */
  interface Body {
    void run(Loop loop) throws Exception;
  }

  /**
   * A program.
   *
   * @param takes how much virtual time
   */
  record Program(Duration takes, Body body) {}

  private final Map<String, Program> programs = new LinkedHashMap<>();

  private TimedPrograms() {}

  static Map<String, Program> all() {
    TimedPrograms all = new TimedPrograms();
    all.threads();
    all.queues();
    all.deques();
    all.transferQueues();
    all.synchronizers();
    all.locks();
    all.conditions();
    all.futures();
    all.pools();
    all.keepAlive();
    all.scheduledPools();
    all.forkJoin();
    all.timers();
    return all.programs;
  }

  private void takes(Duration time, String method, Body body) {
    if (programs.put(method, new Program(time, body)) != null) {
      throw new AssertionError("twice: " + method);
    }
  }

  private void add(String method, Body body) {
    takes(TIME, method, body);
  }

  private static void expect(boolean expected, boolean actual) {
    if (expected != actual) {
      throw new AssertionError("it did not time out");
    }
  }

  private static void expectNull(Object actual) {
    expect(true, actual == null);
  }

  private static void timesOut(Callable<?> call) throws Exception {
    try {
      call.call();
    } catch (TimeoutException e) {
      return;
    }
    throw new AssertionError("it did not time out");
  }

  private static Thread sleeper() {
    return Thread.startVirtualThread(TimedPrograms::sleepForLong);
  }

  private static String sleepForLong() {
    try {
      Thread.sleep(TIME.multipliedBy(100));
    } catch (InterruptedException e) {
      return "interrupted";
    }
    return "slept";
  }

  // ---- threads ------------------------------------------------------------------------------

  private void threads() {
    add("Thread.sleep(long)", loop -> Thread.sleep(MILLIS));
    takes(TIME.plusNanos(7), "Thread.sleep(long,int)", loop -> Thread.sleep(MILLIS, 7));
    add("Thread.sleep(Duration)", loop -> Thread.sleep(TIME));
    add("Thread.join(long)", loop -> join(thread -> thread.join(MILLIS)));
    takes(
        TIME.plusNanos(7), "Thread.join(long,int)", loop -> join(thread -> thread.join(MILLIS, 7)));
    add("Thread.join(Duration)", loop -> join(thread -> expect(false, thread.join(TIME))));
    add("TimeUnit.sleep(long)", loop -> UNIT.sleep(DAYS));
    add("TimeUnit.timedJoin(Thread,long)", loop -> join(thread -> UNIT.timedJoin(thread, DAYS)));
    add("TimeUnit.timedWait(Object,long)", loop -> wait(monitor -> UNIT.timedWait(monitor, DAYS)));
    add("Object.wait(long)", loop -> wait(monitor -> monitor.wait(MILLIS)));
    takes(
        TIME.plusMillis(1), // "extra time", rounded up
        "Object.wait(long,int)",
        loop -> wait(monitor -> monitor.wait(MILLIS, 7)));
    add("LockSupport.parkNanos(long)", loop -> LockSupport.parkNanos(NANOS));
    add("LockSupport.parkNanos(Object,long)", loop -> LockSupport.parkNanos(loop, NANOS));
    add(
        "LockSupport.parkUntil(long)",
        loop -> LockSupport.parkUntil(System.currentTimeMillis() + MILLIS));
    add(
        "LockSupport.parkUntil(Object,long)",
        loop -> LockSupport.parkUntil(loop, System.currentTimeMillis() + MILLIS));
    add(
        "ReferenceQueue.remove(long)",
        loop -> expectNull(new ReferenceQueue<Object>().remove(MILLIS)));
  }

  private interface Use<T> {
    void on(T object) throws Exception;
  }

  private static void join(Use<Thread> use) throws Exception {
    Thread sleeper = sleeper();
    use.on(sleeper);
    expect(true, sleeper.isAlive());
    sleeper.interrupt();
    sleeper.join();
  }

  private static void wait(Use<Object> use) throws Exception {
    Object monitor = new Object();
    synchronized (monitor) {
      use.on(monitor);
    }
  }

  // ---- queues -------------------------------------------------------------------------------

  private void queues() {
    queue("BlockingQueue", () -> new LinkedBlockingQueue<>(1), TIME);
    queue("ArrayBlockingQueue", () -> new ArrayBlockingQueue<>(1), TIME);
    queue("LinkedBlockingQueue", () -> new LinkedBlockingQueue<>(1), TIME);
    queue("LinkedBlockingDeque", () -> new LinkedBlockingDeque<>(1), TIME);
    queue("BlockingDeque", () -> new LinkedBlockingDeque<>(1), TIME);
    queue("SynchronousQueue", SynchronousQueue::new, TIME);
    queue("LinkedTransferQueue", LinkedTransferQueue::new, Duration.ZERO);
    queue("PriorityBlockingQueue", PriorityBlockingQueue::new, Duration.ZERO);
    add(
        "DelayQueue.poll(long,TimeUnit)",
        loop -> {
          DelayQueue<Due> queue = new DelayQueue<>();
          queue.add(new Due(System.nanoTime() + 2 * NANOS));
          expectNull(queue.poll(DAYS, UNIT));
        });
    takes(
        Duration.ZERO,
        "DelayQueue.offer(Delayed,long,TimeUnit)",
        loop -> expect(true, new DelayQueue<Due>().offer(new Due(0), DAYS, UNIT)));
  }

  private void queue(String type, Supplier<BlockingQueue<String>> make, Duration whenFull) {
    add(type + ".poll(long,TimeUnit)", loop -> expectNull(make.get().poll(DAYS, UNIT)));
    takes(
        whenFull,
        type + ".offer(Object,long,TimeUnit)",
        loop -> {
          BlockingQueue<String> queue = make.get();
          queue.offer("first");
          expect(whenFull.isZero(), queue.offer("second", DAYS, UNIT));
        });
  }

  private void deques() {
    for (String type : List.of("BlockingDeque", "LinkedBlockingDeque")) {
      add(type + ".pollFirst(long,TimeUnit)", loop -> expectNull(empty().pollFirst(DAYS, UNIT)));
      add(type + ".pollLast(long,TimeUnit)", loop -> expectNull(empty().pollLast(DAYS, UNIT)));
      add(
          type + ".offerFirst(Object,long,TimeUnit)",
          loop -> expect(false, full().offerFirst("more", DAYS, UNIT)));
      add(
          type + ".offerLast(Object,long,TimeUnit)",
          loop -> expect(false, full().offerLast("more", DAYS, UNIT)));
    }
  }

  private static BlockingDeque<String> empty() {
    return new LinkedBlockingDeque<>(1);
  }

  private static BlockingDeque<String> full() {
    BlockingDeque<String> full = empty();
    full.add("full");
    return full;
  }

  private void transferQueues() {
    for (String type : List.of("TransferQueue", "LinkedTransferQueue")) {
      add(
          type + ".tryTransfer(Object,long,TimeUnit)",
          loop -> {
            TransferQueue<String> queue = new LinkedTransferQueue<>();
            expect(false, queue.tryTransfer("nobody takes it", DAYS, UNIT));
          });
    }
  }

  private record Due(long at) implements Delayed {
    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(at - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.compare(at, ((Due) other).at);
    }
  }

  // ---- synchronizers ------------------------------------------------------------------------

  private void synchronizers() {
    add(
        "CountDownLatch.await(long,TimeUnit)",
        loop -> expect(false, new CountDownLatch(1).await(DAYS, UNIT)));
    add(
        "CyclicBarrier.await(long,TimeUnit)",
        loop -> timesOut(() -> new CyclicBarrier(2).await(DAYS, UNIT)));
    add(
        "Exchanger.exchange(Object,long,TimeUnit)",
        loop -> timesOut(() -> new Exchanger<String>().exchange("mine", DAYS, UNIT)));
    add(
        "Phaser.awaitAdvanceInterruptibly(int,long,TimeUnit)",
        loop -> timesOut(() -> new Phaser(1).awaitAdvanceInterruptibly(0, DAYS, UNIT)));
    add(
        "Semaphore.tryAcquire(long,TimeUnit)",
        loop -> expect(false, new Semaphore(0).tryAcquire(DAYS, UNIT)));
    add(
        "Semaphore.tryAcquire(int,long,TimeUnit)",
        loop -> expect(false, new Semaphore(1).tryAcquire(2, DAYS, UNIT)));
    add(
        "SubmissionPublisher.offer(Object,long,TimeUnit,BiPredicate)",
        TimedPrograms::offerToSlowSubscriber);
  }

  private static void offerToSlowSubscriber(Loop loop) {
    try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor();
        SubmissionPublisher<String> publisher = new SubmissionPublisher<>(pool, 1)) {
      publisher.subscribe(new AsksForNothing());
      int lag = 0;
      while (lag >= 0) {
        lag = publisher.offer("fills the buffer", null);
      }
      expect(true, publisher.offer("too much", DAYS, UNIT, null) < 0);
    }
  }

  private static final class AsksForNothing implements Flow.Subscriber<String> {
    @Override
    public void onSubscribe(Flow.Subscription subscription) {}

    @Override
    public void onNext(String item) {}

    @Override
    public void onError(Throwable throwable) {}

    @Override
    public void onComplete() {}
  }

  // ---- locks --------------------------------------------------------------------------------

  private void locks() {
    add("Lock.tryLock(long,TimeUnit)", loop -> tryLock(new ReentrantLock(true)));
    add("ReentrantLock.tryLock(long,TimeUnit)", loop -> tryLock(new ReentrantLock()));
    add(
        "ReentrantReadWriteLock.WriteLock.tryLock(long,TimeUnit)",
        loop -> tryLock(new ReentrantReadWriteLock().writeLock()));
    add(
        "ReentrantReadWriteLock.ReadLock.tryLock(long,TimeUnit)",
        loop -> {
          ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
          tryLock(lock.writeLock(), lock.readLock());
        });
    add(
        "StampedLock.tryReadLock(long,TimeUnit)",
        loop -> {
          StampedLock lock = new StampedLock();
          lock.writeLock();
          expect(true, lock.tryReadLock(DAYS, UNIT) == 0);
        });
    add(
        "StampedLock.tryWriteLock(long,TimeUnit)",
        loop -> {
          StampedLock lock = new StampedLock();
          lock.readLock();
          expect(true, lock.tryWriteLock(DAYS, UNIT) == 0);
        });
    add(
        "AbstractQueuedSynchronizer.tryAcquireNanos(int,long)",
        loop -> expect(false, new Never().tryAcquireNanos(1, NANOS)));
    add(
        "AbstractQueuedSynchronizer.tryAcquireSharedNanos(int,long)",
        loop -> expect(false, new Never().tryAcquireSharedNanos(1, NANOS)));
    add(
        "AbstractQueuedLongSynchronizer.tryAcquireNanos(long,long)",
        loop -> expect(false, new NeverLong().tryAcquireNanos(1, NANOS)));
    add(
        "AbstractQueuedLongSynchronizer.tryAcquireSharedNanos(long,long)",
        loop -> expect(false, new NeverLong().tryAcquireSharedNanos(1, NANOS)));
  }

  private static void tryLock(Lock lock) throws Exception {
    tryLock(lock, lock);
  }

  private static void tryLock(Lock held, Lock wanted) throws Exception {
    Thread holder =
        Thread.startVirtualThread(
            () -> {
              held.lock();
              sleepForLong();
              held.unlock();
            });
    Thread.yield();
    expect(false, wanted.tryLock(DAYS, UNIT));
    holder.interrupt();
    holder.join();
  }

  private static final class Never extends AbstractQueuedSynchronizer {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean tryAcquire(int amount) {
      return false;
    }

    @Override
    protected int tryAcquireShared(int amount) {
      return -1;
    }
  }

  private static final class NeverLong extends AbstractQueuedLongSynchronizer {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean tryAcquire(long amount) {
      return false;
    }

    @Override
    protected long tryAcquireShared(long amount) {
      return -1;
    }
  }

  private static final class LongMutex extends AbstractQueuedLongSynchronizer {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean tryAcquire(long amount) {
      return compareAndSetState(0, amount);
    }

    @Override
    protected boolean tryRelease(long amount) {
      setState(0);
      return true;
    }

    @Override
    protected boolean isHeldExclusively() {
      return getState() != 0;
    }

    Condition condition() {
      acquire(1);
      return new ConditionObject();
    }
  }

  private void conditions() {
    conditions("Condition", () -> locked(new ReentrantReadWriteLock().writeLock()));
    conditions("AbstractQueuedSynchronizer.ConditionObject", () -> locked(new ReentrantLock()));
    conditions("AbstractQueuedLongSynchronizer.ConditionObject", () -> new LongMutex().condition());
  }

  private static Condition locked(Lock lock) {
    lock.lock();
    return lock.newCondition();
  }

  private void conditions(String type, Supplier<Condition> held) {
    add(type + ".await(long,TimeUnit)", loop -> expect(false, held.get().await(DAYS, UNIT)));
    add(type + ".awaitNanos(long)", loop -> expect(true, held.get().awaitNanos(NANOS) <= 0));
    add(
        type + ".awaitUntil(Date)",
        loop ->
            expect(false, held.get().awaitUntil(new Date(System.currentTimeMillis() + MILLIS))));
  }

  // ---- futures ------------------------------------------------------------------------------

  private void futures() {
    add(
        "Future.get(long,TimeUnit)",
        loop -> {
          try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<String> future = pool.submit(TimedPrograms::sleepForLong);
            timesOut(() -> future.get(DAYS, UNIT));
            future.cancel(true);
          }
        });
    add(
        "FutureTask.get(long,TimeUnit)",
        loop -> timesOut(() -> new FutureTask<>(() -> "never run").get(DAYS, UNIT)));
    add(
        "CompletableFuture.get(long,TimeUnit)",
        loop -> timesOut(() -> new CompletableFuture<String>().get(DAYS, UNIT)));
    add(
        "CompletableFuture.orTimeout(long,TimeUnit)",
        loop ->
            timesOut(
                () -> {
                  try {
                    return new CompletableFuture<String>().orTimeout(DAYS, UNIT).get();
                  } catch (ExecutionException e) {
                    throw (Exception) e.getCause();
                  }
                }));
    add(
        "CompletableFuture.completeOnTimeout(Object,long,TimeUnit)",
        loop -> new CompletableFuture<String>().completeOnTimeout("late", DAYS, UNIT).get());
    add(
        "CompletableFuture.delayedExecutor(long,TimeUnit)",
        loop ->
            CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(DAYS, UNIT))
                .get());
    add(
        "CompletableFuture.delayedExecutor(long,TimeUnit,Executor)",
        loop ->
            CompletableFuture.runAsync(
                    () -> {},
                    CompletableFuture.delayedExecutor(
                        DAYS, UNIT, command -> Thread.startVirtualThread(command)))
                .get());
    add("CompletionService.poll(long,TimeUnit)", TimedPrograms::pollForCompletion);
    add("ExecutorCompletionService.poll(long,TimeUnit)", TimedPrograms::pollForCompletion);
  }

  private static void pollForCompletion(Loop loop) throws Exception {
    try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      CompletionService<String> service = new ExecutorCompletionService<>(pool);
      service.submit(TimedPrograms::sleepForLong);
      expectNull(service.poll(DAYS, UNIT));
      pool.shutdownNow();
    }
  }

  // ---- pools --------------------------------------------------------------------------------

  private void pools() {
    Function<Loop, ExecutorService> perTask = loop -> Executors.newVirtualThreadPerTaskExecutor();
    Function<Loop, ExecutorService> threadPool = loop -> Executors.newFixedThreadPool(2);
    invoke("ExecutorService", perTask);
    invoke("AbstractExecutorService", threadPool);
    terminate("ExecutorService", perTask);
    terminate("ThreadPoolExecutor", threadPool);
  }

  private void invoke(String type, Function<Loop, ExecutorService> make) {
    add(type + ".invokeAny(Collection,long,TimeUnit)", loop -> invokeAny(make.apply(loop)));
    add(type + ".invokeAll(Collection,long,TimeUnit)", loop -> invokeAll(make.apply(loop)));
  }

  private void terminate(String type, Function<Loop, ExecutorService> make) {
    add(
        type + ".awaitTermination(long,TimeUnit)",
        loop -> {
          ExecutorService pool = make.apply(loop);
          pool.submit(TimedPrograms::sleepForLong);
          pool.shutdown();
          expect(false, pool.awaitTermination(DAYS, UNIT));
          pool.shutdownNow();
        });
  }

  private static void invokeAny(ExecutorService pool) throws Exception {
    List<Callable<String>> tasks = List.of(TimedPrograms::sleepForLong);
    timesOut(() -> pool.invokeAny(tasks, DAYS, UNIT));
    pool.shutdownNow();
  }

  private static void invokeAll(ExecutorService pool) throws Exception {
    List<Callable<String>> tasks =
        List.of(TimedPrograms::sleepForLong, TimedPrograms::sleepForLong);
    for (Future<String> future : pool.invokeAll(tasks, DAYS, UNIT)) {
      expect(true, future.isCancelled());
    }
    pool.shutdownNow();
  }

  private void keepAlive() {
    String five = "ThreadPoolExecutor(int,int,long,TimeUnit,BlockingQueue";
    add(
        five + ")",
        loop -> idle(new ThreadPoolExecutor(0, 1, DAYS, UNIT, new SynchronousQueue<>())));
    add(
        five + ",RejectedExecutionHandler)",
        loop ->
            idle(
                new ThreadPoolExecutor(
                    0,
                    1,
                    DAYS,
                    UNIT,
                    new SynchronousQueue<>(),
                    new ThreadPoolExecutor.AbortPolicy())));
    add(
        five + ",ThreadFactory)",
        loop ->
            idle(
                new ThreadPoolExecutor(
                    0, 1, DAYS, UNIT, new SynchronousQueue<>(), loop.threadFactory())));
    add(
        five + ",ThreadFactory,RejectedExecutionHandler)",
        loop ->
            idle(
                new ThreadPoolExecutor(
                    0,
                    1,
                    DAYS,
                    UNIT,
                    new SynchronousQueue<>(),
                    loop.threadFactory(),
                    new ThreadPoolExecutor.AbortPolicy())));
    add(
        "ThreadPoolExecutor.setKeepAliveTime(long,TimeUnit)",
        loop -> {
          ThreadPoolExecutor pool =
              new ThreadPoolExecutor(0, 1, 1, UNIT, new SynchronousQueue<>(), loop.threadFactory());
          pool.setKeepAliveTime(DAYS, UNIT);
          idle(pool);
        });
  }

  /** Waits until a pool has let its idle thread go. */
  private static void idle(ThreadPoolExecutor pool) throws Exception {
    pool.submit(Thread::currentThread).get().join();
    expect(true, pool.getPoolSize() == 0);
    pool.shutdown();
  }

  private void scheduledPools() {
    schedule("ScheduledExecutorService", loop -> Executors.newSingleThreadScheduledExecutor());
    schedule("ScheduledThreadPoolExecutor", loop -> new ScheduledThreadPoolExecutor(1));
  }

  private void schedule(String type, Function<Loop, ScheduledExecutorService> make) {
    schedule(type + ".schedule(Runnable,long,TimeUnit)", make, 1, this::scheduleRunnable);
    schedule(type + ".schedule(Callable,long,TimeUnit)", make, 1, this::scheduleCallable);
    schedule(
        type + ".scheduleAtFixedRate(Runnable,long,long,TimeUnit)",
        make,
        2,
        (pool, command) -> pool.scheduleAtFixedRate(command, 1, DAYS - 1, UNIT));
    schedule(
        type + ".scheduleWithFixedDelay(Runnable,long,long,TimeUnit)",
        make,
        2,
        (pool, command) -> pool.scheduleWithFixedDelay(command, 1, DAYS - 1, UNIT));
  }

  private interface Schedules {
    void on(ScheduledExecutorService pool, Runnable command);
  }

  private void scheduleRunnable(ScheduledExecutorService pool, Runnable command) {
    pool.schedule(command, DAYS, UNIT);
  }

  private void scheduleCallable(ScheduledExecutorService pool, Runnable command) {
    pool.schedule(Executors.callable(command), DAYS, UNIT);
  }

  private void schedule(
      String method, Function<Loop, ScheduledExecutorService> make, int times, Schedules use) {
    add(
        method,
        loop -> {
          ScheduledExecutorService pool = make.apply(loop);
          CountDownLatch ran = new CountDownLatch(times);
          use.on(pool, ran::countDown);
          ran.await();
          pool.shutdownNow();
        });
  }

  private void forkJoin() {
    add(
        "ForkJoinTask.get(long,TimeUnit)",
        loop -> timesOut(() -> ForkJoinTask.adapt(() -> {}).get(DAYS, UNIT)));
    add(
        "ForkJoinTask.quietlyJoin(long,TimeUnit)",
        loop -> expect(false, ForkJoinTask.adapt(() -> {}).quietlyJoin(DAYS, UNIT)));
    add(
        "ForkJoinTask.quietlyJoinUninterruptibly(long,TimeUnit)",
        loop -> expect(false, ForkJoinTask.adapt(() -> {}).quietlyJoinUninterruptibly(DAYS, UNIT)));
    invoke("ForkJoinPool", loop -> new ForkJoinPool(2));
    terminate("ForkJoinPool", loop -> new ForkJoinPool(2));
    schedule("ForkJoinPool", loop -> new ForkJoinPool(1));
    add(
        "ForkJoinPool.submitWithTimeout(Callable,long,TimeUnit,Consumer)",
        loop -> {
          ForkJoinPool pool = new ForkJoinPool(1);
          CountDownLatch late = new CountDownLatch(1);
          pool.submitWithTimeout(TimedPrograms::sleepForLong, DAYS, UNIT, task -> late.countDown());
          late.await();
          pool.shutdownNow();
        });
    takes(
        Duration.ofNanos(1_000_340_480), // the first look after it, at intervals of up to 1 ms
        "ForkJoinPool.awaitQuiescence(long,TimeUnit)",
        loop -> {
          ForkJoinPool pool = new ForkJoinPool(1);
          CountDownLatch started = new CountDownLatch(1);
          pool.submit(
              () -> {
                started.countDown();
                return sleepForLong();
              });
          started.await(); // or the caller would run it itself
          expect(false, pool.awaitQuiescence(1, TimeUnit.SECONDS));
          pool.shutdownNow();
        });
    add(
        "ForkJoinPool(int,ForkJoinWorkerThreadFactory,UncaughtExceptionHandler,boolean,int,int,int,"
            + "Predicate,long,TimeUnit)",
        loop -> {
          ForkJoinPool pool =
              new ForkJoinPool(
                  1,
                  ForkJoinPool.defaultForkJoinWorkerThreadFactory,
                  null,
                  true,
                  0,
                  1,
                  0,
                  null,
                  DAYS,
                  UNIT);
          pool.submit(Thread::currentThread).get().join();
          pool.shutdown();
        });
  }

  // ---- timers -------------------------------------------------------------------------------

  private void timers() {
    timer("Timer.schedule(TimerTask,long)", 1, (timer, task) -> timer.schedule(task, MILLIS));
    timer(
        "Timer.schedule(TimerTask,long,long)",
        2,
        (timer, task) -> timer.schedule(task, MILLIS / 3, MILLIS / 3 * 2));
    timer("Timer.schedule(TimerTask,Date)", 1, (timer, task) -> timer.schedule(task, in(MILLIS)));
    timer(
        "Timer.schedule(TimerTask,Date,long)",
        2,
        (timer, task) -> timer.schedule(task, in(MILLIS / 3), MILLIS / 3 * 2));
    timer(
        "Timer.scheduleAtFixedRate(TimerTask,long,long)",
        2,
        (timer, task) -> timer.scheduleAtFixedRate(task, MILLIS / 3, MILLIS / 3 * 2));
    timer(
        "Timer.scheduleAtFixedRate(TimerTask,Date,long)",
        2,
        (timer, task) -> timer.scheduleAtFixedRate(task, in(MILLIS / 3), MILLIS / 3 * 2));
  }

  private static Date in(long millis) {
    return new Date(System.currentTimeMillis() + millis);
  }

  private interface Times {
    void on(Timer timer, TimerTask task);
  }

  private void timer(String method, int times, Times use) {
    add(
        method,
        loop -> {
          Timer timer = new Timer();
          CountDownLatch ran = new CountDownLatch(times);
          use.on(
              timer,
              new TimerTask() {
                @Override
                public void run() {
                  ran.countDown();
                }
              });
          ran.await();
          timer.cancel();
        });
  }
}
