package dev.heddle.internal.engine;

import dev.heddle.internal.agent.Installation;
import dev.heddle.internal.hook.PointSwitch;
import dev.heddle.internal.settings.LoopSettings;
import dev.heddle.internal.settings.Settings;
import dev.heddle.schedule.PointLevel;
import dev.heddle.schedule.PointedPolicy;
import dev.heddle.schedule.Points;
import dev.heddle.schedule.Policy;
import java.util.function.Supplier;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;

/** Gives the classes of this JVM scheduling points, as long as a loop or a search wants them. */
@API(status = Status.INTERNAL)
public final class PointsOfJvm {
  private PointsOfJvm() {}

  /**
   * Where the points of a run are; nowhere without a policy, as nobody would be asked. If there are
   * any, they are on until {@link #end}.
   */
  static Points wanted(Settings settings, @Nullable Policy policy) {
    if (policy == null) {
      return Points.NONE;
    }
    Points points = PointedPolicy.of(policy, () -> LoopSettings.points(settings));
    if (points.level() != PointLevel.NONE) {
      Installation.requirePoints();
      Installation.includePoints(points.included());
      PointSwitch.begin();
    }
    return points;
  }

  /** A run that had points has ended. */
  static void end() {
    PointSwitch.end();
  }

  /** Does something that needs the points of code under test, from its first run to its last. */
  public static <T> T during(Supplier<T> search) {
    Installation.requirePoints();
    PointSwitch.begin();
    try {
      return search.get();
    } finally {
      PointSwitch.end();
    }
  }
}
