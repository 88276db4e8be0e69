package dev.heddle.specs.races;

import java.util.List;

/** All races that are written down as programs. */
public final class Races {
  private static final List<Race> ALL =
      List.of(
          new PlainCounter(),
          new VolatileAddition(),
          new AtomicGetThenSet(),
          new CheckThenActOnMap(),
          new PutIfAbsentByGetAndPut(),
          new SizeAndContents(),
          new LockOrder(),
          new TransferByArgumentOrder(),
          new ThreePhilosophers(),
          new LockOfReplacedObject(),
          new LockOnBoxedValue(),
          new BalanceInTwoHalves(),
          new LostWakeUp(),
          new IfForWhileAroundWait(),
          new NotifyTwoKindsOfWaiters(),
          new UnlockedArrayList(),
          new UnlockedHashMap(),
          new IterationOfSynchronizedList(),
          new SharedSimpleDateFormat(),
          new SharedStringBuilder(),
          new LazySingleton(),
          new LazyFieldInTwoParts(),
          new RingIndexBeforeElement(),
          new RingOfTwoProducers(),
          new AbaOnTreiberStack(),
          new QueueWithoutTailCheck(),
          new SpinLockByTestThenSet(),
          new TicketLockWithPlainTicket(),
          new ReadWriteLockByHand(),
          new SemaphoreByHand(),
          new BarrierReused(),
          new LatchByHand(),
          new LastPermitOfRateLimiter(),
          new TokenBucketRefill(),
          new LruCacheUnderReadLock(),
          new OlderLoadWins(),
          new ReferenceCountFromZero(),
          new PoolByPeekThenRemove(),
          new ShutdownAgainstSubmit(),
          new CloseAgainstUse(),
          new ListenersCopiedOnAdd(),
          new EventBeforeListener(),
          new FutureCompletedTwice(),
          new FieldAfterComplete(),
          new TimeoutAgainstCompletion(),
          new WorkStealingDeque(),
          new TwoPhaseCommitByHand(),
          new IdByTimeAndCounter(),
          new SumAndCount());

  private Races() {}

  /** Returns them, those of counters and maps first, those of protocols last. */
  public static List<Race> all() {
    return ALL;
  }
}
