/**
 * What a test says about its loop and its schedules, in annotations that any test framework's part
 * of Heddle reads. They compose: each may stand on a method, on a class, and on annotations of your
 * own.
 */
@NullMarked
package dev.heddle.testing;

import org.jspecify.annotations.NullMarked;
