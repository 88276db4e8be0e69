/**
 * The places in code under test at which it may touch what other threads see. The agent finds them
 * as it transforms a class; a loop learns from them what its running thread is about to do.
 */
@NullMarked
package dev.heddle.internal.site;

import org.jspecify.annotations.NullMarked;
