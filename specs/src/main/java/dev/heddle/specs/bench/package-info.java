/** Benchmarks: each figure of the loop beside the least code that drives a JDK virtual thread. */
@NullMarked
package dev.heddle.specs.bench;

import org.jspecify.annotations.NullMarked;
