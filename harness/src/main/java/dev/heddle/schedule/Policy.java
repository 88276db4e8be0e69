package dev.heddle.schedule;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * Picks what a loop does next.
 *
 * <p>A policy may pick any option that it is offered. A loop offers every order that it does not
 * promise:
 *
 * <ul>
 *   <li>every task and thread that can go on, also a thread that waits to enter a monitor which was
 *       released;
 *   <li>the next callback of {@code callSoon} and of futures: callbacks run in the order in which
 *       they were added, so only the first is offered;
 *   <li>of the timers that are due, those with the earliest deadline;
 *   <li>the values of {@link dev.heddle.Loop#random()};
 *   <li>the threads of which {@code Object.notify} wakes one;
 *   <li>that time moves on though something could run, if {@link
 *       dev.heddle.LoopBuilder#earlyTimeouts} says so.
 * </ul>
 *
 * <p>At a scheduling point a running thread asks in the middle of its step whether it goes on. The
 * steps of a loop's own tasks are never split by one another. The loop does its own bookkeeping
 * without asking, at its place in the default order.
 *
 * <p>A policy serves one thread, so it need not be thread-safe. A loop calls it between steps, and
 * at points in the middle of one, so it must not wait. It may learn from one schedule for the next:
 * a replay takes the decisions that were recorded, and does not ask it.
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

  /** The schedule has ended, whether it passed or failed. */
  default void end() {}
}
