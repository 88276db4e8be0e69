/**
 * The JDK's internals: {@link dev.heddle.internal.jdk.JdkInternals} says what the harness needs of
 * them, a class of each version does it, and {@link dev.heddle.internal.jdk.Jdk} is the entrance.
 * Knows nothing of loops.
 */
@NullMarked
package dev.heddle.internal.jdk;

import org.jspecify.annotations.NullMarked;
