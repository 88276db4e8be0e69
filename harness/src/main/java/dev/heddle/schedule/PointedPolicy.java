package dev.heddle.schedule;

import java.util.function.Supplier;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/** A policy that needs certain scheduling points, as one that replays a schedule does. */
@API(status = Status.INTERNAL)
public interface PointedPolicy {
  /** The points that the run has to have, whatever else is set. */
  Points points();

  /** The points that a policy needs; those of {@code others}, if it needs none in particular. */
  static Points of(Policy policy, Supplier<Points> others) {
    return policy instanceof PointedPolicy pointed ? pointed.points() : others.get();
  }
}
