package dev.heddle;

import dev.heddle.internal.core.Times;
import dev.heddle.internal.engine.Engine;
import java.time.Duration;
import java.util.Objects;

/** Schedules the user's callbacks on a loop. */
final class Callbacks {
  private final Engine engine;

  Callbacks(Engine engine) {
    this.engine = engine;
  }

  private void check(String operation, Runnable callback) {
    Objects.requireNonNull(callback, "callback");
    engine.access.checkOpen(operation);
  }

  Handle soon(Runnable callback) {
    check("callSoon", callback);
    return new Handle(engine.callSoon(callback, null));
  }

  void soonThreadsafe(Runnable callback) {
    Objects.requireNonNull(callback, "callback");
    if (engine.access.isInside()) {
      soon(callback);
    } else {
      Thread by = Thread.currentThread();
      engine.mailbox.post(
          () -> {
            engine.outside.woken(by, null);
            engine.callSoon(callback, null);
          });
    }
  }

  TimerHandle later(Duration delay, Runnable callback) {
    check("callLater", callback);
    return new TimerHandle(engine.callLater(Times.nanos(delay), callback, null));
  }

  TimerHandle at(Duration when, Runnable callback) {
    check("callAt", callback);
    return new TimerHandle(engine.timers.add(Times.nanos(when), callback, null));
  }
}
