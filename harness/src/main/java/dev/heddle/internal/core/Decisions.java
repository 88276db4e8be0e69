package dev.heddle.internal.core;

import dev.heddle.internal.source.KindNames;
import dev.heddle.schedule.DecisionLog;
import dev.heddle.schedule.DivergedException;
import dev.heddle.schedule.Policy;
import dev.heddle.schedule.Schedule;
import dev.heddle.trace.Step;
import dev.heddle.verdict.DivergedError;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a decision is asked, of the policy, and recorded, in the log. Without a policy, and once
 * the run has ended, nobody is asked, and everything goes in the default order.
 */
public final class Decisions {
  private final RunVerdict verdict;

  /** Null: the default order. */
  private final @Nullable Policy policy;

  private final DecisionLog log;

  private final ValueOffer values = new ValueOffer();

  private final WaiterOffer waiters = new WaiterOffer();

  /** How many decisions were made. */
  private long step;

  /** The decision that chose the running step. */
  private int latest = Step.NO_DECISION;

  /** From now on everything goes in the default order. */
  private boolean off;

  /** The policy was told that the run has ended. */
  private boolean ended;

  public Decisions(@Nullable Policy policy, DecisionLog log, RunVerdict verdict) {
    this.policy = policy;
    this.log = log;
    this.verdict = verdict;
  }

  // ---- asking -------------------------------------------------------------------------------

  /** Whether a policy is asked at all. */
  public boolean isAsked() {
    return policy != null && !off;
  }

  /** Chooses a value from 0 to {@code bound - 1}; 0 in the default order. */
  public int value(int bound) {
    if (!isAsked() || bound < 2) {
      return 0;
    }
    values.setSize(bound);
    return ask(values);
  }

  /** Chooses which of the waiting threads is notified; the first in the default order. */
  public int waiter(List<ManagedThread> waiting) {
    if (!isAsked()) {
      return 0;
    }
    waiters.set(waiting);
    return ask(waiters);
  }

  /** Asks the policy, and records what it chooses. */
  int ask(Offer offer) {
    Policy asked = Objects.requireNonNull(policy);
    offer.setStep(step);
    int option;
    try {
      option = asked.choose(offer);
    } catch (DivergedException e) {
      throw verdict.raise(new DivergedError(e));
    } catch (Throwable e) {
      throw SneakyThrow.rethrow(verdict.raise(e));
    }
    if (option < 0 || option >= offer.size()) {
      throw verdict.raise(
          new IllegalStateException(
              "Policy "
                  + KindNames.nameOf(asked)
                  + " has chosen option "
                  + option
                  + " of "
                  + offer.size()
                  + " at step "
                  + step
                  + ": options are counted from 0."));
    }
    log.add(offer, option);
    step++;
    return option;
  }

  // ---- the running step ---------------------------------------------------------------------

  /** Nobody was asked which step comes next. */
  void stepNeededNoDecision() {
    latest = Step.NO_DECISION;
  }

  /** The latest decision has chosen the next step; it is one if it had more than one option. */
  void stepChosenFrom(Offer offer) {
    latest = offer.size() > 1 ? log.count() - 1 : Step.NO_DECISION;
  }

  /** The decision that chose the running step; {@link Step#NO_DECISION} if there was none. */
  public int latest() {
    return latest;
  }

  // ---- what was decided ---------------------------------------------------------------------

  /** Records that something outside of the loop decides, too; unless the run has ended. */
  public void noteOutside(String what) {
    if (!off) {
      log.noteOutside(what);
    }
  }

  public Schedule schedule() {
    return log.schedule();
  }

  // ---- the end ------------------------------------------------------------------------------

  /** From now on everything goes in the default order. */
  public void stop() {
    off = true;
  }

  /** As {@link #stop}, and tells the policy that the run has ended. */
  public void end() {
    boolean first = !ended;
    off = true;
    ended = true;
    if (policy != null && first) {
      try {
        policy.end();
      } catch (DivergedException e) {
        throw new DivergedError(e);
      }
    }
  }
}
