/**
 * The rules of asyncio's scheduling, as programs whose output CPython 3.13 has printed: a method
 * for each program, named by rule and letter, and its property. Values are printed as Python does.
 */
@NullMarked
package dev.heddle.specs.rules;

import org.jspecify.annotations.NullMarked;
