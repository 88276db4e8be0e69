/**
 * Everything that touches the JDK's internals, with one entrance, {@code Jdk}. Not for users:
 * anything here may change in any release.
 */
@NullMarked
package dev.heddle.internal;

import org.jspecify.annotations.NullMarked;
