/**
 * The part for jqwik 1.9: properties whose tries run on a loop in virtual time, under schedules
 * that jqwik draws and shrinks. What a test author touches are {@link
 * dev.heddle.junit.jqwik.OnLoop}, {@link dev.heddle.junit.jqwik.HeddleDomain}, what that draws, and
 * {@link dev.heddle.junit.jqwik.LoopStatistics}. Only this package knows jqwik, and no other one of
 * ours knows this package, so that it is loaded for users of jqwik alone. It knows no Jupiter.
 */
@NullMarked
package dev.heddle.junit.jqwik;

import org.jspecify.annotations.NullMarked;
