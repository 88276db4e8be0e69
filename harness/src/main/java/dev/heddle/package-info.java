/**
 * What a test author touches: loops, tasks, futures and how to wait for them. They are built on the
 * engine in {@code dev.heddle.internal}; nothing here knows a test framework.
 */
@NullMarked
package dev.heddle;

import org.jspecify.annotations.NullMarked;
