package dev.heddle.internal.engine;

import dev.heddle.internal.core.Gate;
import dev.heddle.internal.core.Verdict;
import java.time.Duration;

/** A loop, as who watches over it in real time sees it. */
interface WatchedLoop {
  /** What runs on a carrier in a loop. */
  interface Source {
    /** That loop. */
    WatchedLoop watched();
  }

  /** Who may enter it, and how it gets on. */
  Gate gate();

  /** What its run has come to. */
  Verdict verdict();

  /** For how long, in real time, it may stand still. */
  Duration stallTimeout();
}
