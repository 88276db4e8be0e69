/**
 * Errors that end a run or a search, and problems, as values that do not depend on a loop. {@link
 * dev.heddle.verdict.HeddleError} is the root of the errors.
 */
@NullMarked
package dev.heddle.verdict;

import org.jspecify.annotations.NullMarked;
