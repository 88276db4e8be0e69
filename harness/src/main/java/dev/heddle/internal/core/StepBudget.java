package dev.heddle.internal.core;

/**
 * How many steps a run may take before it counts as a livelock. Unless a bound was given there are
 * two: one in all, and a smaller one in which no virtual time passes and nobody ends. Both are so
 * large that a test which comes to one of them has run for seconds of real time, and so small that
 * it fails before its author gives up on it.
 */
public final class StepBudget {
  /** How many steps without any progress: about two seconds of real time. */
  static final long STILL = 10_000_000;

  /** How many steps in all: about half a minute. */
  static final long IN_ALL = 100_000_000;

  /** No bound was given. */
  public static final long DEFAULT = 0;

  /** How many steps the caller of the run has allowed in all, and without any progress. */
  private final long mostInAll;

  private final long mostStill;

  private long inAll;

  private long still;

  /** Steps that were taken before the running count. */
  private long taken;

  /** How many steps the running count began with: it ends at whichever bound comes first. */
  private long granted;

  /** What is left of them. */
  private long left;

  public StepBudget(long limit) {
    mostInAll = limit == DEFAULT ? IN_ALL : limit;
    mostStill = limit == DEFAULT ? STILL : limit;
    inAll = mostInAll;
    still = mostStill;
    grant();
  }

  private void grant() {
    granted = Math.min(still, inAll - taken);
    left = granted;
  }

  /** Takes one step; false if none is left. */
  public boolean take() {
    return --left >= 0;
  }

  /** How many steps were taken in which time has not moved and nobody has ended. */
  public long sinceProgress() {
    return granted - left;
  }

  /** Time has moved, or somebody has ended. */
  public void progress() {
    taken += granted - left;
    grant();
  }

  /** How many steps there may be in all. */
  public long most() {
    return inAll;
  }

  /** What bound was come to, in words. */
  public String exhausted() {
    return taken + granted >= inAll
        ? "the run has taken " + inAll + " steps and has not ended."
        : still
            + " steps were taken in which no virtual time has passed and no task or thread has"
            + " ended.";
  }

  /** Begins anew, with {@code most} steps at most. */
  public void cleanUp(long most) {
    taken = 0;
    inAll = Math.min(mostInAll, most);
    still = Math.min(mostStill, most);
    grant();
  }
}
