/** What a loop waits for though it does not run it: threads, sockets, locks that others hold. */
@API(status = Status.INTERNAL)
@NullMarked
package dev.heddle.internal.outside;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.NullMarked;
