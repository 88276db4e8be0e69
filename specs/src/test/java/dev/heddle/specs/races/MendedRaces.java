package dev.heddle.specs.races;

import dev.heddle.junit.HeddleTest;

/** The mended form of each race, as a test that a user would write. */
class MendedRaces {
  @HeddleTest(schedules = 1_000)
  void plainCounter() throws Exception {
    new PlainCounter().mended();
  }

  @HeddleTest(schedules = 1_000)
  void volatileAddition() throws Exception {
    new VolatileAddition().mended();
  }

  @HeddleTest(schedules = 1_000)
  void atomicGetThenSet() throws Exception {
    new AtomicGetThenSet().mended();
  }

  @HeddleTest(schedules = 1_000)
  void checkThenActOnMap() throws Exception {
    new CheckThenActOnMap().mended();
  }

  @HeddleTest(schedules = 1_000)
  void putIfAbsentByGetAndPut() throws Exception {
    new PutIfAbsentByGetAndPut().mended();
  }

  @HeddleTest(schedules = 1_000)
  void sizeAndContents() throws Exception {
    new SizeAndContents().mended();
  }

  @HeddleTest(schedules = 1_000)
  void lockOrder() throws Exception {
    new LockOrder().mended();
  }

  @HeddleTest(schedules = 1_000)
  void transferByArgumentOrder() throws Exception {
    new TransferByArgumentOrder().mended();
  }

  @HeddleTest(schedules = 1_000)
  void threePhilosophers() throws Exception {
    new ThreePhilosophers().mended();
  }

  @HeddleTest(schedules = 1_000)
  void lockOfReplacedObject() throws Exception {
    new LockOfReplacedObject().mended();
  }

  @HeddleTest(schedules = 1_000)
  void lockOnBoxedValue() throws Exception {
    new LockOnBoxedValue().mended();
  }

  @HeddleTest(schedules = 1_000)
  void balanceInTwoHalves() throws Exception {
    new BalanceInTwoHalves().mended();
  }

  @HeddleTest(schedules = 1_000)
  void lostWakeUp() throws Exception {
    new LostWakeUp().mended();
  }

  @HeddleTest(schedules = 1_000)
  void ifForWhileAroundWait() throws Exception {
    new IfForWhileAroundWait().mended();
  }

  @HeddleTest(schedules = 1_000)
  void notifyTwoKindsOfWaiters() throws Exception {
    new NotifyTwoKindsOfWaiters().mended();
  }

  @HeddleTest(schedules = 1_000)
  void unlockedArrayList() throws Exception {
    new UnlockedArrayList().mended();
  }

  @HeddleTest(schedules = 1_000)
  void unlockedHashMap() throws Exception {
    new UnlockedHashMap().mended();
  }

  @HeddleTest(schedules = 1_000)
  void iterationOfSynchronizedList() throws Exception {
    new IterationOfSynchronizedList().mended();
  }

  @HeddleTest(schedules = 1_000)
  void sharedSimpleDateFormat() throws Exception {
    new SharedSimpleDateFormat().mended();
  }

  @HeddleTest(schedules = 1_000)
  void sharedStringBuilder() throws Exception {
    new SharedStringBuilder().mended();
  }

  @HeddleTest(schedules = 1_000)
  void lazySingleton() throws Exception {
    new LazySingleton().mended();
  }

  @HeddleTest(schedules = 1_000)
  void lazyFieldInTwoParts() throws Exception {
    new LazyFieldInTwoParts().mended();
  }

  @HeddleTest(schedules = 1_000)
  void ringIndexBeforeElement() throws Exception {
    new RingIndexBeforeElement().mended();
  }

  @HeddleTest(schedules = 1_000)
  void ringOfTwoProducers() throws Exception {
    new RingOfTwoProducers().mended();
  }

  @HeddleTest(schedules = 1_000)
  void abaOnTreiberStack() throws Exception {
    new AbaOnTreiberStack().mended();
  }

  @HeddleTest(schedules = 1_000)
  void queueWithoutTailCheck() throws Exception {
    new QueueWithoutTailCheck().mended();
  }

  @HeddleTest(schedules = 1_000)
  void spinLockByTestThenSet() throws Exception {
    new SpinLockByTestThenSet().mended();
  }

  @HeddleTest(schedules = 1_000)
  void ticketLockWithPlainTicket() throws Exception {
    new TicketLockWithPlainTicket().mended();
  }

  @HeddleTest(schedules = 1_000)
  void readWriteLockByHand() throws Exception {
    new ReadWriteLockByHand().mended();
  }

  @HeddleTest(schedules = 1_000)
  void semaphoreByHand() throws Exception {
    new SemaphoreByHand().mended();
  }

  @HeddleTest(schedules = 1_000)
  void barrierReused() throws Exception {
    new BarrierReused().mended();
  }

  @HeddleTest(schedules = 1_000)
  void latchByHand() throws Exception {
    new LatchByHand().mended();
  }

  @HeddleTest(schedules = 1_000)
  void lastPermitOfRateLimiter() throws Exception {
    new LastPermitOfRateLimiter().mended();
  }

  @HeddleTest(schedules = 1_000)
  void tokenBucketRefill() throws Exception {
    new TokenBucketRefill().mended();
  }

  @HeddleTest(schedules = 1_000)
  void lruCacheUnderReadLock() throws Exception {
    new LruCacheUnderReadLock().mended();
  }

  @HeddleTest(schedules = 1_000)
  void olderLoadWins() throws Exception {
    new OlderLoadWins().mended();
  }

  @HeddleTest(schedules = 1_000)
  void referenceCountFromZero() throws Exception {
    new ReferenceCountFromZero().mended();
  }

  @HeddleTest(schedules = 1_000)
  void poolByPeekThenRemove() throws Exception {
    new PoolByPeekThenRemove().mended();
  }

  @HeddleTest(schedules = 1_000)
  void shutdownAgainstSubmit() throws Exception {
    new ShutdownAgainstSubmit().mended();
  }

  @HeddleTest(schedules = 1_000)
  void closeAgainstUse() throws Exception {
    new CloseAgainstUse().mended();
  }

  @HeddleTest(schedules = 1_000)
  void listenersCopiedOnAdd() throws Exception {
    new ListenersCopiedOnAdd().mended();
  }

  @HeddleTest(schedules = 1_000)
  void eventBeforeListener() throws Exception {
    new EventBeforeListener().mended();
  }

  @HeddleTest(schedules = 1_000)
  void futureCompletedTwice() throws Exception {
    new FutureCompletedTwice().mended();
  }

  @HeddleTest(schedules = 1_000)
  void fieldAfterComplete() throws Exception {
    new FieldAfterComplete().mended();
  }

  @HeddleTest(schedules = 1_000)
  void timeoutAgainstCompletion() throws Exception {
    new TimeoutAgainstCompletion().mended();
  }

  @HeddleTest(schedules = 1_000)
  void workStealingDeque() throws Exception {
    new WorkStealingDeque().mended();
  }

  @HeddleTest(schedules = 1_000)
  void twoPhaseCommitByHand() throws Exception {
    new TwoPhaseCommitByHand().mended();
  }

  @HeddleTest(schedules = 1_000)
  void idByTimeAndCounter() throws Exception {
    new IdByTimeAndCounter().mended();
  }

  @HeddleTest(schedules = 1_000)
  void sumAndCount() throws Exception {
    new SumAndCount().mended();
  }
}
