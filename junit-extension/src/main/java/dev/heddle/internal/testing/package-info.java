/**
 * What Heddle's parts for Jupiter, jqwik and documents share. Knows the JUnit platform's ways of
 * finding annotations, and no test framework.
 */
@NullMarked
package dev.heddle.internal.testing;

import org.jspecify.annotations.NullMarked;
