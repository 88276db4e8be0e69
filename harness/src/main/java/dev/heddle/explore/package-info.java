/**
 * Runs a program in many schedules, and makes the most of a failure: checks that it is
 * deterministic, shrinks its schedule, and says which order it depends on. {@link
 * dev.heddle.explore.Explorer} is where to begin. Uses loops and policies by what is public of
 * them; nothing else uses this.
 */
@NullMarked
package dev.heddle.explore;

import org.jspecify.annotations.NullMarked;
