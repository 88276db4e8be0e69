package dev.heddle;

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
 * @param patience how long, in real time, the loop may stand still
 * @param outside whether threads outside of the loop may wake its tasks
 * @param traceLimit how many steps are kept
 * @param callSites whether tasks remember where they were created
 * @param problems who is told of problems; null: the system logger
 */
record Options(
    Instant start,
    boolean nested,
    boolean debug,
    Duration slowStep,
    Duration patience,
    boolean outside,
    int traceLimit,
    boolean callSites,
    @Nullable Consumer<Problem> problems) {
  /** The calling code's line, if the loop keeps that. */
  @Nullable StackTraceElement callSite() {
    return callSites ? Frames.caller() : null;
  }
}
