/**
 * What the transformed classes of the JDK and of the program ask, and whom: templates of hooks,
 * which ask the {@link dev.heddle.internal.hook.Scheduler} of the calling thread and the {@link
 * dev.heddle.internal.hook.World} of its loop. The engine implements both; this package knows no
 * engine, and not who transforms classes.
 */
@NullMarked
package dev.heddle.internal.hook;

import org.jspecify.annotations.NullMarked;
