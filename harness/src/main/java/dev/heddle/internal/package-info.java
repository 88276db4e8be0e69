/**
 * Everything that touches the JDK's internals, with one entrance, {@link dev.heddle.internal.Jdk}.
 * Not for users: anything here may change in any release.
 */
@NullMarked
package dev.heddle.internal;

import org.jspecify.annotations.NullMarked;
