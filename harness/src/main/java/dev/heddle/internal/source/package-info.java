/** Whose code a frame is, where it stands, and what objects are called in reports. */
@API(status = Status.INTERNAL)
@NullMarked
package dev.heddle.internal.source;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.NullMarked;
