package dev.heddle.internal.core;

import dev.heddle.schedule.Decision;

/** A decision before it is made: the options that a policy is offered. */
abstract class Offer implements Decision {
  /** The number of this decision in the run; set when the policy is asked. */
  private long step;

  /** How many options there are. */
  private int size;

  final void setStep(long newStep) {
    step = newStep;
  }

  final void setSize(int newSize) {
    size = newSize;
  }

  @Override
  public final long step() {
    return step;
  }

  @Override
  public final int size() {
    return size;
  }
}
