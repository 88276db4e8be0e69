/**
 * The README and the guides: what they show is compiled and run, their links lead somewhere, and
 * what they print fits.
 */
@NullMarked
package dev.heddle.specs.pages;

import org.jspecify.annotations.NullMarked;
