/**
 * What a run has come to, and what it has to tell: errors and problems, as values that know no
 * loop.
 */
@NullMarked
package dev.heddle.verdict;

import org.jspecify.annotations.NullMarked;
