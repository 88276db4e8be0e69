/**
 * Small programs with one race each, as people have them, and the same programs mended. Their
 * threads block only where such a program does, so only a search that switches between threads
 * elsewhere can find the bugs.
 */
@NullMarked
package dev.heddle.specs.races;

import org.jspecify.annotations.NullMarked;
