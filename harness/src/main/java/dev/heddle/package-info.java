/**
 * What a test author touches: loops, tasks, futures and how to wait for them. The engine beneath
 * them is package-private here; nothing in this package knows a test framework.
 */
@NullMarked
package dev.heddle;

import org.jspecify.annotations.NullMarked;
