/**
 * Static state of the program under test: what it is when the first schedule of a search begins, or
 * a class has just been initialised, and how it is put back before the next schedule ({@link
 * dev.heddle.internal.statics.StaticState}). Knows classes and objects, and no loop.
 */
@API(status = Status.INTERNAL)
@NullMarked
package dev.heddle.internal.statics;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.NullMarked;
