/**
 * What the loop says of programs that get stuck: tables of small programs in plain Java, each with
 * the words that it must get, and near misses that must not get them.
 */
@NullMarked
package dev.heddle.specs.verdicts;

import org.jspecify.annotations.NullMarked;
