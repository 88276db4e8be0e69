/** Plain Java that knows nothing of Heddle: code as its users have, to be run under a loop. */
@NullMarked
package dev.heddle.specs.examples;

import org.jspecify.annotations.NullMarked;
