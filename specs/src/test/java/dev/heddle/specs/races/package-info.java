/** What holds for the races that people have: each is found, explained and replayed. */
@NullMarked
package dev.heddle.specs.races;

import org.jspecify.annotations.NullMarked;
