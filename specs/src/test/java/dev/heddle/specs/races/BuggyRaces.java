package dev.heddle.specs.races;

import dev.heddle.junit.HeddleTest;

/** Each race as a test that a user would write, with nothing set but how many schedules to try. */
class BuggyRaces {
  @HeddleTest(schedules = 1_000)
  void plainCounter() throws Exception {
    new PlainCounter().buggy();
  }

  @HeddleTest(schedules = 1_000)
  void volatileAddition() throws Exception {
    new VolatileAddition().buggy();
  }

  @HeddleTest(schedules = 1_000)
  void atomicGetThenSet() throws Exception {
    new AtomicGetThenSet().buggy();
  }

  @HeddleTest(schedules = 1_000)
  void checkThenActOnMap() throws Exception {
    new CheckThenActOnMap().buggy();
  }

  @HeddleTest(schedules = 1_000)
  void putIfAbsentByGetAndPut() throws Exception {
    new PutIfAbsentByGetAndPut().buggy();
  }

  @HeddleTest(schedules = 1_000)
  void sizeAndContents() throws Exception {
    new SizeAndContents().buggy();
  }

  @HeddleTest(schedules = 1_000)
  void lockOrder() throws Exception {
    new LockOrder().buggy();
  }

  @HeddleTest(schedules = 1_000)
  void transferByArgumentOrder() throws Exception {
    new TransferByArgumentOrder().buggy();
  }

  @HeddleTest(schedules = 1_000)
  void threePhilosophers() throws Exception {
    new ThreePhilosophers().buggy();
  }

  @HeddleTest(schedules = 1_000)
  void lockOfReplacedObject() throws Exception {
    new LockOfReplacedObject().buggy();
  }

  @HeddleTest(schedules = 1_000)
  void lockOnBoxedValue() throws Exception {
    new LockOnBoxedValue().buggy();
  }

  @HeddleTest(schedules = 1_000)
  void balanceInTwoHalves() throws Exception {
    new BalanceInTwoHalves().buggy();
  }

  @HeddleTest(schedules = 1_000)
  void lostWakeUp() throws Exception {
    new LostWakeUp().buggy();
  }

  @HeddleTest(schedules = 1_000)
  void ifForWhileAroundWait() throws Exception {
    new IfForWhileAroundWait().buggy();
  }

  @HeddleTest(schedules = 1_000)
  void notifyTwoKindsOfWaiters() throws Exception {
    new NotifyTwoKindsOfWaiters().buggy();
  }

  @HeddleTest(schedules = 1_000)
  void unlockedArrayList() throws Exception {
    new UnlockedArrayList().buggy();
  }

  @HeddleTest(schedules = 1_000)
  void unlockedHashMap() throws Exception {
    new UnlockedHashMap().buggy();
  }

  @HeddleTest(schedules = 1_000)
  void iterationOfSynchronizedList() throws Exception {
    new IterationOfSynchronizedList().buggy();
  }

  @HeddleTest(schedules = 1_000)
  void sharedSimpleDateFormat() throws Exception {
    new SharedSimpleDateFormat().buggy();
  }

  @HeddleTest(schedules = 1_000)
  void sharedStringBuilder() throws Exception {
    new SharedStringBuilder().buggy();
  }

  @HeddleTest(schedules = 1_000)
  void lazySingleton() throws Exception {
    new LazySingleton().buggy();
  }

  @HeddleTest(schedules = 1_000)
  void lazyFieldInTwoParts() throws Exception {
    new LazyFieldInTwoParts().buggy();
  }

  @HeddleTest(schedules = 1_000)
  void ringIndexBeforeElement() throws Exception {
    new RingIndexBeforeElement().buggy();
  }

  @HeddleTest(schedules = 1_000)
  void ringOfTwoProducers() throws Exception {
    new RingOfTwoProducers().buggy();
  }

  @HeddleTest(schedules = 1_000)
  void abaOnTreiberStack() throws Exception {
    new AbaOnTreiberStack().buggy();
  }

  @HeddleTest(schedules = 1_000)
  void queueWithoutTailCheck() throws Exception {
    new QueueWithoutTailCheck().buggy();
  }

  @HeddleTest(schedules = 1_000)
  void spinLockByTestThenSet() throws Exception {
    new SpinLockByTestThenSet().buggy();
  }

  @HeddleTest(schedules = 1_000)
  void ticketLockWithPlainTicket() throws Exception {
    new TicketLockWithPlainTicket().buggy();
  }

  @HeddleTest(schedules = 1_000)
  void readWriteLockByHand() throws Exception {
    new ReadWriteLockByHand().buggy();
  }

  @HeddleTest(schedules = 1_000)
  void semaphoreByHand() throws Exception {
    new SemaphoreByHand().buggy();
  }

  @HeddleTest(schedules = 1_000)
  void barrierReused() throws Exception {
    new BarrierReused().buggy();
  }

  @HeddleTest(schedules = 1_000)
  void latchByHand() throws Exception {
    new LatchByHand().buggy();
  }

  @HeddleTest(schedules = 1_000)
  void lastPermitOfRateLimiter() throws Exception {
    new LastPermitOfRateLimiter().buggy();
  }

  @HeddleTest(schedules = 1_000)
  void tokenBucketRefill() throws Exception {
    new TokenBucketRefill().buggy();
  }

  @HeddleTest(schedules = 1_000)
  void lruCacheUnderReadLock() throws Exception {
    new LruCacheUnderReadLock().buggy();
  }

  @HeddleTest(schedules = 1_000)
  void olderLoadWins() throws Exception {
    new OlderLoadWins().buggy();
  }

  @HeddleTest(schedules = 1_000)
  void referenceCountFromZero() throws Exception {
    new ReferenceCountFromZero().buggy();
  }

  @HeddleTest(schedules = 1_000)
  void poolByPeekThenRemove() throws Exception {
    new PoolByPeekThenRemove().buggy();
  }

  @HeddleTest(schedules = 1_000)
  void shutdownAgainstSubmit() throws Exception {
    new ShutdownAgainstSubmit().buggy();
  }

  @HeddleTest(schedules = 1_000)
  void closeAgainstUse() throws Exception {
    new CloseAgainstUse().buggy();
  }

  @HeddleTest(schedules = 1_000)
  void listenersCopiedOnAdd() throws Exception {
    new ListenersCopiedOnAdd().buggy();
  }

  @HeddleTest(schedules = 1_000)
  void eventBeforeListener() throws Exception {
    new EventBeforeListener().buggy();
  }

  @HeddleTest(schedules = 1_000)
  void futureCompletedTwice() throws Exception {
    new FutureCompletedTwice().buggy();
  }

  @HeddleTest(schedules = 1_000)
  void fieldAfterComplete() throws Exception {
    new FieldAfterComplete().buggy();
  }

  @HeddleTest(schedules = 1_000)
  void timeoutAgainstCompletion() throws Exception {
    new TimeoutAgainstCompletion().buggy();
  }

  @HeddleTest(schedules = 1_000)
  void workStealingDeque() throws Exception {
    new WorkStealingDeque().buggy();
  }

  @HeddleTest(schedules = 1_000)
  void twoPhaseCommitByHand() throws Exception {
    new TwoPhaseCommitByHand().buggy();
  }

  @HeddleTest(schedules = 1_000)
  void idByTimeAndCounter() throws Exception {
    new IdByTimeAndCounter().buggy();
  }

  @HeddleTest(schedules = 1_000)
  void sumAndCount() throws Exception {
    new SumAndCount().buggy();
  }
}
