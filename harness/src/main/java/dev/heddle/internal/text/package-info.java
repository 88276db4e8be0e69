/** Texts for people: tables. Knows nothing of what they tell. */
@API(status = Status.INTERNAL)
@NullMarked
package dev.heddle.internal.text;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.NullMarked;
