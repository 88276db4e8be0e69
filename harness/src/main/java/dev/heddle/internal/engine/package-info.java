/**
 * Puts a loop together ({@link dev.heddle.internal.engine.Engine}) and runs it: iterations ({@link
 * dev.heddle.internal.engine.Iterations}), steps ({@link dev.heddle.internal.engine.Steps}), the
 * moves of time ({@link dev.heddle.internal.engine.TimeMover}), what the JDK asks of a thread's
 * scheduler, and the end of a run. Knows neither asyncio nor a test framework.
 */
@API(status = Status.INTERNAL)
@NullMarked
package dev.heddle.internal.engine;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.NullMarked;
