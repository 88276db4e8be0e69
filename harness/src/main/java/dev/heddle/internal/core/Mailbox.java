package dev.heddle.internal.core;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/** What other threads ask a loop to do. It does so at the beginning of its next iteration. */
public final class Mailbox {
  private final Queue<Runnable> mail = new ConcurrentLinkedQueue<>();

  private final LoopAccess access;

  private final Heartbeat heartbeat;

  public Mailbox(LoopAccess access, Heartbeat heartbeat) {
    this.access = access;
    this.heartbeat = heartbeat;
  }

  /** Asks the loop to run {@code action}; a closed loop ignores it. Any thread. */
  public void post(Runnable action) {
    if (access.isClosed()) {
      return;
    }
    mail.add(action);
    Thread carrier = access.carrier();
    if (carrier != null && heartbeat.isResting()) {
      LockSupport.unpark(carrier);
    }
  }

  /** Any thread. */
  public boolean hasMail() {
    return !mail.isEmpty();
  }

  /** Does what was asked for. On the carrier. */
  public void drain() {
    for (Runnable action = mail.poll(); action != null; action = mail.poll()) {
      action.run();
    }
  }

  public void clear() {
    mail.clear();
  }
}
