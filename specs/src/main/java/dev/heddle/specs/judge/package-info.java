/**
 * The Java side of the differential test against CPython: an interpreter of the oracle's program
 * language on Heddle's loop, and the comparer of its traces with CPython's.
 *
 * <p>Nothing in here knows how the loop works; what a statement means is written once, next to the
 * harness's operation that it stands for.
 */
@NullMarked
package dev.heddle.specs.judge;

import org.jspecify.annotations.NullMarked;
