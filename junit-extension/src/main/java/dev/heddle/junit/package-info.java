/**
 * Runs the tests of JUnit Jupiter on a loop in virtual time: what a test author touches are {@link
 * dev.heddle.junit.HeddleTest} and {@link dev.heddle.junit.Heddle}, and in a failure {@link
 * dev.heddle.testing.HeddleReport}. Nothing here knows how a loop works; that is {@link
 * dev.heddle}'s.
 */
@NullMarked
package dev.heddle.junit;

import org.jspecify.annotations.NullMarked;
