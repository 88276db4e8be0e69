package dev.heddle;

import dev.heddle.internal.Carrier;
import dev.heddle.internal.RealTime;
import java.lang.management.ManagementFactory;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Runs a loop on a carrier of its own while the calling thread watches, in real time, that its
 * steps end. A caller that is interrupted asks the loop to end; the second time it does not wait
 * for that.
 */
final class Watch {
  private static final long LOOKS_PER_PATIENCE = 4;
  private static final long LONGEST_LOOK_NANOS = 500_000_000;
  private static final long AFTER_INTERRUPT_NANOS = 2_000_000_000;

  private final Engine engine;
  private final Runnable onInterrupt;
  private final long patience;
  private long seenProgress;
  private long seenAt;
  private boolean interrupted;

  private Watch(Engine engine, Runnable onInterrupt) {
    this.engine = engine;
    this.onInterrupt = onInterrupt;
    patience = Math.max(1, Times.nanos(engine.options.patience()));
  }

  /**
   * Runs {@code body} on a carrier.
   *
   * @param onInterrupt posted to the loop when the calling thread is interrupted
   */
  static <T extends @Nullable Object> T call(
      Engine engine, Runnable onInterrupt, Callable<T> body) {
    if (Thread.currentThread() instanceof Carrier carrier && carrier.scheduler() == null) {
      try {
        return body.call();
      } catch (Throwable e) {
        throw Sneaky.rethrow(e);
      }
    }
    FutureTask<T> work = new FutureTask<>(body);
    Carrier carrier = new Carrier(work);
    carrier.start();
    return new Watch(engine, onInterrupt).await(work, carrier);
  }

  private <T extends @Nullable Object> T await(FutureTask<T> work, Carrier carrier) {
    long look = Math.max(1, Math.min(LONGEST_LOOK_NANOS, patience / LOOKS_PER_PATIENCE));
    seenAt = RealTime.nanoTime();
    seenProgress = engine.gate.progress();
    try {
      while (true) {
        try {
          return work.get(look, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
          giveUpIfStuck(carrier);
        } catch (InterruptedException e) {
          passOnInterrupt(carrier);
        } catch (ExecutionException e) {
          throw Sneaky.rethrow(e.getCause() == null ? e : e.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void giveUpIfStuck(Carrier carrier) {
    long progress = engine.gate.progress();
    boolean restingInPeace = engine.gate.isResting() && !interrupted;
    if (progress != seenProgress || restingInPeace) {
      seenProgress = progress;
      seenAt = RealTime.nanoTime();
    } else if (RealTime.nanoTime() - seenAt > patience() && !isDebugged()) {
      throw abandon(carrier, "has not ended a step for");
    }
  }

  /** Who was asked to end has less time. */
  private long patience() {
    return interrupted ? Math.min(patience, AFTER_INTERRUPT_NANOS) : patience;
  }

  private void passOnInterrupt(Carrier carrier) {
    if (interrupted) {
      throw abandon(carrier, "was to end, as its caller was interrupted, but ran on for");
    }
    interrupted = true;
    engine.gate.post(onInterrupt);
  }

  /** The carrier cannot be stopped; it is a daemon, and does no further step. */
  private BlockedError abandon(Carrier carrier, String what) {
    Thread running = engine.gate.runningThread();
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
                + ". An endless loop has to suspend (Thread.yield() will do), and what blocks in"
                + " real time has to be replaced. A step that really takes that long needs"
                + " Loop.builder().patience(...).",
            stack);
    engine.gate.abandon(error);
    stuck.interrupt();
    carrier.interrupt();
    return error;
  }

  private static StackTraceElement firstOf(StackTraceElement[] stack) {
    return Frames.ofUser(java.util.Arrays.asList(stack)).get(0);
  }

  /** With a debugger attached, a step may stand still at a break point. */
  private static boolean isDebugged() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .anyMatch(argument -> argument.startsWith("-agentlib:jdwp"));
  }
}
