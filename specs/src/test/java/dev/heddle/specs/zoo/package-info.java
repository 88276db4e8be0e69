/** Every bug of the zoo is found, shrunk and replayed; every mended form passes. */
@NullMarked
package dev.heddle.specs.zoo;

import org.jspecify.annotations.NullMarked;
