/** The Java of the README, as it stands there, and a test that it does. */
@NullMarked
package dev.heddle.specs.readme;

import org.jspecify.annotations.NullMarked;
