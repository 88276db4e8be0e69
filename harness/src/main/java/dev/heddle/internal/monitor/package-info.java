/** Hands monitors over in a fixed order, and decides who is notified. */
@API(status = Status.INTERNAL)
@NullMarked
package dev.heddle.internal.monitor;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.NullMarked;
