package dev.heddle.internal.engine;

import dev.heddle.internal.core.Heartbeat;
import dev.heddle.internal.core.LoopAccess;
import dev.heddle.internal.core.Mailbox;
import dev.heddle.internal.core.RunVerdict;
import java.time.Duration;

/**
 * A loop, as its watchdog sees it.
 *
 * @param access which thread runs it
 * @param mailbox what other threads ask it to do
 * @param heartbeat whether it makes progress
 * @param verdict what its run has come to
 * @param stallTimeout for how long, in real time, it may stand still
 */
public record WatchedLoop(
    LoopAccess access,
    Mailbox mailbox,
    Heartbeat heartbeat,
    RunVerdict verdict,
    Duration stallTimeout) {
  /** What a carrier has entered while it runs a loop. */
  interface Source {
    /** That loop. */
    WatchedLoop watched();
  }
}
