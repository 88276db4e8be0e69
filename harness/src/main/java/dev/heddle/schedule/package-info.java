/**
 * What goes next: decisions that a loop puts to a policy, the policies, and schedules, which are
 * the decisions that were taken. Knows no loop.
 */
@NullMarked
package dev.heddle.schedule;

import org.jspecify.annotations.NullMarked;
