/** Scheduling points: leaving some out, as no thread could tell, loses no outcome. */
@NullMarked
package dev.heddle.specs.points;

import org.jspecify.annotations.NullMarked;
