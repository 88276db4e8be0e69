/** The tests that docs/mockito-and-spring.md shows. */
@NullMarked
package dev.heddle.junit.guide;

import org.jspecify.annotations.NullMarked;
