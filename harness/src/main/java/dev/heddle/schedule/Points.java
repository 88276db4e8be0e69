package dev.heddle.schedule;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * Where the scheduling points of a run are. A schedule has them, since a replay needs the same.
 * Immutable.
 *
 * @param level which accesses are points in any case
 * @param shared the plain fields and arrays that are points as well, as numbers made from their
 *     names, in ascending order
 * @param inside the classes of the JDK whose code has points, by name, in ascending order
 */
@API(status = Status.EXPERIMENTAL)
public record Points(PointLevel level, List<Integer> shared, List<String> inside) {
  /** No points at all. */
  public static final Points NONE = new Points(PointLevel.NONE, List.of(), List.of());

  /** Copies the lists. */
  public Points {
    shared = List.copyOf(shared);
    inside = List.copyOf(inside);
  }

  /** The points of a level, before anything is known to be shared. */
  public static Points of(PointLevel level) {
    return level == PointLevel.NONE ? NONE : new Points(level, List.of(), List.of());
  }

  /** These and those of {@code others}; the level is this one's. */
  public Points union(Points others) {
    return plus(new TreeSet<>(others.shared), new TreeSet<>(others.inside));
  }

  /** These and more. */
  Points plus(SortedSet<Integer> moreShared, SortedSet<String> moreInside) {
    SortedSet<Integer> allShared = new TreeSet<>(shared);
    SortedSet<String> allInside = new TreeSet<>(inside);
    allShared.addAll(moreShared);
    allInside.addAll(moreInside);
    return allShared.size() == shared.size() && allInside.size() == inside.size()
        ? this
        : new Points(level, List.copyOf(allShared), List.copyOf(allInside));
  }
}
