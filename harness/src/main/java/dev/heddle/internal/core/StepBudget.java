package dev.heddle.internal.core;

/**
 * How many steps a run may take before it counts as a livelock. Unless the user sets a limit, there
 * are two: one for all steps, and a smaller one for steps without progress, in which no virtual
 * time passes and no thread ends. A test that comes to one has run for some seconds of real time:
 * long enough to be sure, and not so long that its author gives up.
 */
public final class StepBudget {
  /** How many steps without any progress: about two seconds of real time. */
  static final long STILL = 10_000_000;

  /** How many steps in all: about half a minute. */
  static final long IN_ALL = 100_000_000;

  /** The user has set no limit. */
  public static final long DEFAULT = 0;

  /** The limit of the run, for all steps and for steps without progress. */
  private final long mostInAll;

  private final long mostStill;

  private long inAll;

  private long still;

  /** How many steps were taken before the running count began. */
  private long taken;

  /** How many steps the running count allows, by the limit that comes first. */
  private long granted;

  /** How many of them are left. */
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

  /** How many steps were taken since time has moved or a thread has ended. */
  public long sinceProgress() {
    return granted - left;
  }

  /** Time has moved, or a thread has ended. */
  public void progress() {
    taken += granted - left;
    grant();
  }

  /** How many steps there may be in all. */
  public long most() {
    return inAll;
  }

  /** Which limit was reached, in words. */
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
