package dev.heddle.internal.engine;

import dev.heddle.internal.core.Gate;
import dev.heddle.internal.core.RunVerdict;
import java.time.Duration;

/** A loop, as who watches over it in real time sees it. */
interface Watched {
  /** What runs on a carrier in a loop. */
  interface Source {
    /** That loop. */
    Watched watched();
  }

  /** Who may enter it, and how it gets on. */
  Gate gate();

  /** What its run has come to. */
  RunVerdict verdict();

  /** For how long, in real time, it may stand still. */
  Duration stallTimeout();
}
