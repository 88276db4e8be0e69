/**
 * Scheduling points: what the running thread is about to access, whether threads share it, and
 * whether another thread may go first ({@link dev.heddle.internal.memory.RunPoints}). Knows the
 * ready queue and the decisions, and no engine.
 */
@API(status = Status.INTERNAL)
@NullMarked
package dev.heddle.internal.memory;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.NullMarked;
