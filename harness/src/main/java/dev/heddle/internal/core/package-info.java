/**
 * What a loop is made of: virtual time, the ready queue, timers, managed threads, the running step,
 * and which thread may use the loop. An entry is chosen in {@link
 * dev.heddle.internal.core.EntryChooser}; a decision is asked and recorded in {@link
 * dev.heddle.internal.core.Decisions}.
 */
@API(status = Status.INTERNAL)
@NullMarked
package dev.heddle.internal.core;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.NullMarked;
