package dev.heddle.internal.core;

import dev.heddle.Loop;
import dev.heddle.schedule.DecisionLog;
import dev.heddle.schedule.Policy;
import dev.heddle.verdict.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How a loop was built; immutable, made by {@link Loop.Builder} alone.
 *
 * @param start the virtual wall clock at virtual time zero
 * @param nested whether the loop may be run inside itself
 * @param debug whether slow steps are told
 * @param slowStep the threshold of debug mode
 * @param stallTimeout how long, in real time, the loop may stand still
 * @param outside whether the loop may wait for what is outside of it
 * @param traceLimit how many steps are kept
 * @param callSites whether tasks remember where they were created
 * @param sites whether the trace has the line where a step stopped
 * @param stepLimit how many steps a run may take; {@link StepBudget#DEFAULT} if it was not said
 * @param timeLimit how far virtual time may go
 * @param policy who decides what goes next; null: the default order, and nobody is asked
 * @param earlyTimeouts whether time may move on past what is ready
 * @param processors how many processors the program sees
 * @param log where decisions are written; null: a new one
 * @param problems who is told of problems; null: the system logger
 */
public record Options(
    Instant start,
    boolean nested,
    boolean debug,
    Duration slowStep,
    Duration stallTimeout,
    boolean outside,
    int traceLimit,
    boolean callSites,
    boolean sites,
    long stepLimit,
    Duration timeLimit,
    @Nullable Policy policy,
    boolean earlyTimeouts,
    int processors,
    @Nullable DecisionLog log,
    @Nullable Consumer<Problem> problems) {
  /** Whether the loop keeps where locks were taken, and executors and futures made. */
  public boolean keepsPlaces() {
    return callSites || sites;
  }
}
