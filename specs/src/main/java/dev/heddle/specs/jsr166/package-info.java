/**
 * Runs the JSR-166 tests of java.util.concurrent, which are the JDK's and not part of this project,
 * with Heddle and beside it without.
 */
@NullMarked
package dev.heddle.specs.jsr166;

import org.jspecify.annotations.NullMarked;
