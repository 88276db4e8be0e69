/** Races are found in user code beside other agents, behind proxies, and of another language. */
@NullMarked
package dev.heddle.specs.beside;

import org.jspecify.annotations.NullMarked;
