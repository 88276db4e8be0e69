/**
 * What happened in a run, as values, and how to print it. Written by the loop, read by reports;
 * knows neither.
 */
@NullMarked
package dev.heddle.trace;

import org.jspecify.annotations.NullMarked;
