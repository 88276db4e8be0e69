package dev.heddle.schedule;

import java.util.ArrayList;
import java.util.Collection;
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
 * @param included the code that has points though it is not code under test: classes of the JDK,
 *     and classes and packages ({@code com.acme.*}) of libraries, by name, in ascending order
 * @param excluded the code under test that has none, in the same way
 */
@API(status = Status.EXPERIMENTAL)
public record Points(
    PointLevel level, List<Integer> shared, List<String> included, List<String> excluded) {
  /** No points at all. */
  public static final Points NONE = new Points(PointLevel.NONE, List.of(), List.of(), List.of());

  /** Copies the lists. */
  public Points {
    shared = List.copyOf(shared);
    included = List.copyOf(included);
    excluded = List.copyOf(excluded);
  }

  /** The points of a level, before anything is known to be shared. */
  public static Points of(PointLevel level) {
    return of(level, List.of(), List.of());
  }

  /** The points of a level, with and without some code, before anything is known to be shared. */
  public static Points of(
      PointLevel level, Collection<String> included, Collection<String> excluded) {
    return level == PointLevel.NONE
        ? NONE
        : new Points(
            level,
            List.of(),
            List.copyOf(new TreeSet<>(included)),
            List.copyOf(new TreeSet<>(excluded)));
  }

  /** These and those of {@code others}; level and exclusions are those of this. */
  public Points union(Points others) {
    return plus(new TreeSet<>(others.shared), new TreeSet<>(others.included));
  }

  /** These and more. */
  Points plus(SortedSet<Integer> moreShared, SortedSet<String> moreIncluded) {
    SortedSet<Integer> allShared = new TreeSet<>(shared);
    SortedSet<String> allIncluded = new TreeSet<>(included);
    allShared.addAll(moreShared);
    allIncluded.addAll(moreIncluded);
    return allShared.size() == shared.size() && allIncluded.size() == included.size()
        ? this
        : new Points(level, new ArrayList<>(allShared), new ArrayList<>(allIncluded), excluded);
  }
}
