/**
 * Small programs with one race each, as people write them, and the same programs mended. Their
 * threads block only where a real program would, so only a search with scheduling points can find
 * the bugs.
 */
@NullMarked
package dev.heddle.specs.races;

import org.jspecify.annotations.NullMarked;
