/** The pools of java.util.concurrent that a loop has in place of those of the whole JVM. */
@API(status = Status.INTERNAL)
@NullMarked
package dev.heddle.internal.pool;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.NullMarked;
