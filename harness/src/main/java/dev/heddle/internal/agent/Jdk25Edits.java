package dev.heddle.internal.agent;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is edited in JDK 25. The next version is one more such class, which shares most edits. */
final class Jdk25Edits {
  private static final Set<String> TIMED =
      Set.of(
          "java/lang/Thread",
          "java/lang/VirtualThread",
          "java/lang/ref/ReferenceQueue",
          "java/net/HttpCookie",
          "java/text/SimpleDateFormat",
          "java/time/Clock",
          "java/util/Date",
          "java/util/Calendar",
          "java/util/GregorianCalendar",
          "java/util/JapaneseImperialCalendar",
          "java/util/Timer",
          "java/util/TimerTask",
          "java/util/TimerThread",
          "java/util/concurrent/AbstractExecutorService",
          "java/util/concurrent/CompletableFuture",
          "java/util/concurrent/DelayScheduler",
          "java/util/concurrent/Exchanger",
          "java/util/concurrent/ForkJoinPool",
          "java/util/concurrent/ForkJoinTask",
          "java/util/concurrent/FutureTask",
          "java/util/concurrent/LinkedTransferQueue",
          "java/util/concurrent/Phaser",
          "java/util/concurrent/ScheduledThreadPoolExecutor",
          "java/util/concurrent/SubmissionPublisher",
          "java/util/concurrent/ThreadPerTaskExecutor",
          "java/util/concurrent/locks/AbstractQueuedLongSynchronizer",
          "java/util/concurrent/locks/AbstractQueuedSynchronizer",
          "java/util/concurrent/locks/LockSupport",
          "java/util/concurrent/locks/StampedLock",
          "java/util/zip/ZipOutputStream",
          "jdk/internal/misc/ThreadFlock",
          "sun/util/calendar/ZoneInfo",
          "sun/util/locale/provider/CalendarProviderImpl");

  private static final Set<String> SEE_THREADS =
      Set.of(
          "java/lang/ThreadGroup",
          "java/math/BigInteger",
          "java/util/concurrent/CompletableFuture",
          "java/util/concurrent/CountedCompleter",
          "java/util/concurrent/DelayScheduler",
          "java/util/concurrent/Executors",
          "java/util/concurrent/ForkJoinPool",
          "java/util/concurrent/ForkJoinTask",
          "java/util/concurrent/ForkJoinWorkerThread",
          "java/util/concurrent/ThreadPoolExecutor",
          "java/util/concurrent/locks/AbstractQueuedLongSynchronizer",
          "java/util/concurrent/locks/AbstractQueuedSynchronizer",
          "java/util/concurrent/locks/ReentrantLock",
          "java/util/concurrent/locks/ReentrantReadWriteLock",
          "java/util/logging/LogRecord",
          "java/util/stream/AbstractTask");

  private static final Map<String, List<Edit>> EDITS =
      Stream.of(
              TimeEdits.ALL,
              ThreadEdits.ALL,
              ThreadListEdits.ALL,
              PoolEdits.ALL,
              SizeEdits.ALL,
              OrderEdits.ALL,
              OutsideEdits.ALL,
              MonitorEdits.ALL,
              RandomnessEdits.ALL,
              FutureEdits.ALL,
              OriginEdits.ALL,
              FailureEdits.ALL)
          .flatMap(List::stream)
          .collect(Collectors.groupingBy(Edit::owner));

  static final JdkEdits ALL = new JdkEdits(TIMED, SEE_THREADS, EDITS);

  private Jdk25Edits() {}
}
