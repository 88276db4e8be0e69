/** What can be set about a search. Loops and the engine know nothing of it. */
@NullMarked
package dev.heddle.internal.search;

import org.jspecify.annotations.NullMarked;
