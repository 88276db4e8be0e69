/**
 * Ordering rules as properties: each rule holds for every generated program under every schedule
 * that it speaks of, and fails on a loop that is broken in that one respect. {@link
 * dev.heddle.specs.ordering.Rules} lists them.
 */
@NullMarked
package dev.heddle.specs.ordering;

import org.jspecify.annotations.NullMarked;
