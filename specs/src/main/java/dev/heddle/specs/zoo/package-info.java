/**
 * Small programs with one concurrency bug each, and the same programs mended. They pass in the
 * default order, so that only an exploration of others can find the bugs.
 */
@NullMarked
package dev.heddle.specs.zoo;

import org.jspecify.annotations.NullMarked;
