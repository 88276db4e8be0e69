/**
 * Libraries that know nothing of Heddle, as they come from Maven Central: each has a test that
 * shows how programs that use it are tested, and all have the same trace in every run.
 */
@NullMarked
package dev.heddle.specs.libraries;

import org.jspecify.annotations.NullMarked;
