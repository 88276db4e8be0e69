package dev.heddle.explore;

import dev.heddle.Loop;
import dev.heddle.schedule.DecisionLog;
import dev.heddle.schedule.Policy;
import dev.heddle.schedule.Schedule;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * What an exploration is to do; made by {@link Explorer} alone.
 *
 * @param schedules how many schedules at most
 * @param nanos how long at most, in real time
 * @param steps how many steps at most, over all schedules
 * @param policy makes the policy of each carrier
 * @param threads on how many threads
 * @param stepLimit how many steps one run may take
 * @param decisionLimit from which decision on a run goes in the default order, which is fair
 * @param stopsAtFailure whether the first failure ends it
 * @param shrinkRuns how many runs shrinking and explaining may take
 * @param stallTimeout for how long, in real time, a step may stand still
 * @param loops what is particular about the loops
 * @param failures which of what a program throws is a failure
 * @param progress who is told how far it is
 * @param firstProgressNanos when that is told first
 * @param first schedules to try before all others, as far as they fit
 * @param outcomes how many different outcomes are kept
 */
record Plan(
    long schedules,
    long nanos,
    long steps,
    Supplier<Policy> policy,
    int threads,
    long stepLimit,
    int decisionLimit,
    boolean stopsAtFailure,
    int shrinkRuns,
    Duration stallTimeout,
    UnaryOperator<Loop.Builder> loops,
    Predicate<Throwable> failures,
    Consumer<Progress> progress,
    long firstProgressNanos,
    List<Schedule> first,
    int outcomes) {
  /** Describes the loop of a run that asks {@code policy} and writes to {@code log}. */
  Loop.Builder loop(Policy policy, DecisionLog log) {
    return loops.apply(Loop.builder()).stepLimit(stepLimit).policy(policy).decisionLog(log);
  }
}
