package dev.heddle.junit.jqwik;

import dev.heddle.schedule.Policy;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/** What a property draws to decide what goes next in a try. Immutable. */
@API(status = Status.EXPERIMENTAL)
public sealed interface Drawn permits DrawnSchedule, DrawnPolicy, DrawnSeed {
  /** A new policy that decides so. */
  Policy policy();
}
