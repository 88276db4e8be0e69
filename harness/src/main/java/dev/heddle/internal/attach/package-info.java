/**
 * How the harness gets into a JVM, and what it says to one that is too old or does not let it in.
 * Knows nothing else of ours.
 */
@NullMarked
package dev.heddle.internal.attach;

import org.jspecify.annotations.NullMarked;
