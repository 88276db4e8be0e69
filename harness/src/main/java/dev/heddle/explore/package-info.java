/**
 * Runs a program in many schedules, and makes the most of a failure: checks that it is
 * deterministic, shrinks its schedule, and says which order it depends on. {@link
 * dev.heddle.explore.Explorer} is where to begin. Uses only what is public of loops and policies;
 * no other package of the harness uses this one.
 */
@NullMarked
package dev.heddle.explore;

import org.jspecify.annotations.NullMarked;
