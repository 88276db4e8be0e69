/** Who waits for whom, what is left, what has failed unseen: finds it out, and says it in words. */
@API(status = Status.INTERNAL)
@NullMarked
package dev.heddle.internal.diagnose;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.NullMarked;
