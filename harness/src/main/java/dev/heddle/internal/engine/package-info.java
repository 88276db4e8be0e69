/**
 * Puts a loop together and runs it: iterations and the moving of time ({@link
 * dev.heddle.internal.engine.Engine}), steps ({@link dev.heddle.internal.engine.Steps}), what the
 * JDK asks of a thread's scheduler, and the end of a run. Knows neither asyncio nor a test
 * framework.
 */
@API(status = Status.INTERNAL)
@NullMarked
package dev.heddle.internal.engine;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.NullMarked;
