/**
 * The programs of four documents that explain asyncio, as programs of this loop, with the output
 * that each document promises. A class for each document, a method for each program.
 */
@NullMarked
package dev.heddle.specs.documents;

import org.jspecify.annotations.NullMarked;
