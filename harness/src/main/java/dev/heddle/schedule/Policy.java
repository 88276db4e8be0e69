package dev.heddle.schedule;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * Picks what a loop does next.
 *
 * <p>It may pick any option that it is offered. A loop offers all that the documented contract
 * leaves open, and nothing that it promises: every task and thread that can go on, among them those
 * that wait to enter a monitor that was released; of the callbacks of {@code callSoon} and of
 * futures the first only, since these run in the order in which they were added; of the timers that
 * are due those of the earliest deadline; if the loop {@linkplain
 * dev.heddle.LoopBuilder#earlyTimeouts set}, that time moves on though something could run; the
 * values of {@link dev.heddle.Loop#random()}; and who is woken by {@code Object.notify}. A step is
 * never split.
 *
 * <p>Not offered is bookkeeping of the loop's own that has come first in line, or that can have no
 * effect: it happens at its documented place.
 *
 * <p>One policy belongs to one thread: it need not be thread-safe, and it is called between the
 * steps of a loop, so it must not wait. What it learns from one schedule for the next cannot spoil
 * a replay, because what is recorded are decisions.
 */
@API(status = Status.EXPERIMENTAL)
@FunctionalInterface
public interface Policy {
  /**
   * A schedule begins.
   *
   * @param schedule its number within an exploration, from 0; a policy that draws at random should
   *     depend on this number and its own seed alone
   */
  default void begin(long schedule) {}

  /**
   * Picks an option. Called before every step, so that a policy can count them, even if there is
   * one option only.
   *
   * @return the number of an option, from 0 to {@code decision.size() - 1}
   */
  int choose(Decision decision);

  /** The schedule has ended, however it did. */
  default void end() {}
}
