package dev.heddle.specs.judge;

import org.jspecify.annotations.Nullable;

/**
 * A return statement was run, which ends the function.
 *
 * @param value what the function returns
 */
record Returned(@Nullable Object value) {}
