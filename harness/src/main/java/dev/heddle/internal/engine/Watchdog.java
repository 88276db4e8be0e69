package dev.heddle.internal.engine;

import dev.heddle.internal.core.SneakyThrow;
import dev.heddle.internal.core.Times;
import dev.heddle.internal.hook.Carrier;
import dev.heddle.internal.hook.RealTime;
import dev.heddle.internal.source.Frames;
import dev.heddle.verdict.BlockedError;
import dev.heddle.verdict.Remedy;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Runs a loop on a carrier of its own, while the calling thread watches in real time that its steps
 * end. If the calling thread is interrupted, it asks the loop to end; the second time it gives the
 * loop up.
 */
public final class Watchdog {
  private static final long LOOKS_PER_STALL_TIMEOUT = 4;
  private static final long LONGEST_LOOK_NANOS = 500_000_000;
  private static final long AT_END_NANOS = 2_000_000_000;

  private final Carrier carrier;
  private final Runnable onInterrupt;
  private final long stallTimeout;

  /** The loop that runs, or ran last; null before the first. */
  private @Nullable WatchedLoop loop;

  private long seenProgress;
  private long seenAt;
  private boolean interrupted;

  private Watchdog(Carrier carrier, Duration stallTimeout, Runnable onInterrupt) {
    this.carrier = carrier;
    this.onInterrupt = onInterrupt;
    this.stallTimeout = Math.max(1, Times.nanos(stallTimeout));
  }

  /**
   * Runs {@code body} on a carrier.
   *
   * @param onInterrupt posted to the loop when the calling thread is interrupted
   */
  public static <T extends @Nullable Object> T call(
      WatchedLoop loop, Runnable onInterrupt, Callable<T> body) {
    if (Thread.currentThread() instanceof Carrier carrier && carrier.scheduler() == null) {
      try {
        return body.call();
      } catch (Throwable e) {
        throw SneakyThrow.rethrow(e);
      }
    }
    return onNewCarrier(loop.stallTimeout(), () -> loop.mailbox().post(onInterrupt), loop, body);
  }

  /**
   * Runs {@code body}, which runs loops one after the other, on a carrier of its own.
   *
   * @param onInterrupt called on the calling thread when that is interrupted
   * @param first the loop that runs first; null if it is not known yet
   */
  static <T extends @Nullable Object> T onNewCarrier(
      Duration stallTimeout, Runnable onInterrupt, @Nullable WatchedLoop first, Callable<T> body) {
    FutureTask<T> work = new FutureTask<>(body);
    Carrier carrier = new Carrier(work);
    Watchdog watch = new Watchdog(carrier, stallTimeout, onInterrupt);
    watch.loop = first;
    carrier.start();
    return watch.await(work);
  }

  private <T extends @Nullable Object> T await(FutureTask<T> work) {
    long look = Math.max(1, Math.min(LONGEST_LOOK_NANOS, stallTimeout / LOOKS_PER_STALL_TIMEOUT));
    seenAt = RealTime.nanoTime();
    try {
      while (true) {
        try {
          return work.get(look, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
          giveUpIfStuck();
        } catch (InterruptedException e) {
          passOnInterrupt();
        } catch (ExecutionException e) {
          throw SneakyThrow.rethrow(e.getCause() == null ? e : e.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void giveUpIfStuck() {
    WatchedLoop before = loop;
    if (carrier.scheduler() instanceof WatchedLoop.Source running) {
      loop = running.watched();
    }
    long progress = loop == null ? 0 : loop.heartbeat().progress();
    boolean restingInPeace = loop != null && loop.heartbeat().isResting() && !interrupted;
    if (loop != before || progress != seenProgress || restingInPeace) {
      seenProgress = progress;
      seenAt = RealTime.nanoTime();
    } else if (RealTime.nanoTime() - seenAt > stallTimeout() && !isDebugged()) {
      throw SneakyThrow.rethrow(abandon("has not ended a step for"));
    }
  }

  /** A loop that was asked to end has less time, and so has the clean-up after a verdict. */
  private long stallTimeout() {
    boolean ends = interrupted || (loop != null && loop.verdict().isKnown());
    return ends ? Math.min(stallTimeout, AT_END_NANOS) : stallTimeout;
  }

  private void passOnInterrupt() {
    if (interrupted) {
      throw SneakyThrow.rethrow(
          abandon("was to end, as its caller was interrupted, but ran on for"));
    }
    interrupted = true;
    onInterrupt.run();
  }

  /**
   * Gives the loop up. Its carrier cannot be stopped; it is a daemon, and takes no further step.
   */
  private Throwable abandon(String what) {
    Thread running = loop == null ? null : loop.access().runningThread();
    Thread stuck = running == null ? carrier : running;
    StackTraceElement[] stack = stuck.getStackTrace();
    String who =
        stuck == carrier
            ? "A callback"
            : "Task " + (stuck.getName().isEmpty() ? "(without a name)" : stuck.getName());
    BlockedError error =
        new BlockedError(
            who
                + " "
                + what
                + " "
                + TimeUnit.NANOSECONDS.toMillis(RealTime.nanoTime() - seenAt)
                + " ms of real time"
                + (stack.length == 0 ? "" : "; it is at " + firstOf(stack))
                + ". A loop that waits has to give way, by Thread.onSpinWait() or a real wait, and"
                + " what blocks in real time has to be replaced. If a step really takes that long,"
                + " allow it more time: Loop.builder().stallTimeout(...).",
            Remedy.of("stallTimeout"),
            stack);
    Throwable told = verdictBefore(error);
    if (loop != null) {
      loop.heartbeat().abandon(told);
    }
    stuck.interrupt();
    carrier.interrupt();
    return told;
  }

  /** The error to throw: a verdict that stands already, or that the loop is stuck. */
  private Throwable verdictBefore(BlockedError stuck) {
    Throwable verdict = loop == null ? null : loop.verdict().get();
    if (verdict == null) {
      return stuck;
    }
    verdict.addSuppressed(stuck);
    return verdict;
  }

  private static StackTraceElement firstOf(StackTraceElement[] stack) {
    return Frames.ofUser(java.util.Arrays.asList(stack)).get(0);
  }

  /** Whether a debugger is attached; then a step may stand still at a breakpoint. */
  private static boolean isDebugged() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .anyMatch(argument -> argument.startsWith("-agentlib:jdwp"));
  }
}
