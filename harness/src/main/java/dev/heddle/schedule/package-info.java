/**
 * Who goes next: the policies that a loop asks, the decisions that it puts to them, and schedules,
 * which are the decisions that were taken. Knows no loop.
 */
@NullMarked
package dev.heddle.schedule;

import org.jspecify.annotations.NullMarked;
