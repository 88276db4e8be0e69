package dev.heddle.schedule;

import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/** A policy that needs certain scheduling points, as one that replays a schedule does. */
@API(status = Status.INTERNAL)
public interface PointedPolicy {
  /** The points that the run has to have, whatever else is set. */
  Points points();
}
