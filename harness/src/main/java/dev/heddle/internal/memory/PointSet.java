package dev.heddle.internal.memory;

import dev.heddle.internal.site.CodeNames;
import dev.heddle.internal.site.Site;
import dev.heddle.internal.site.Sites;
import dev.heddle.schedule.PointLevel;
import dev.heddle.schedule.Points;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What is to be done at each site, by the points that a run is to have. Any thread. */
final class PointSet {
  /** What is to be done at a site. */
  enum Action {
    /** Nothing: no thread could tell. */
    NOTHING,
    /** Look whether threads share what it touches. */
    WATCH,
    /** Ask, as it is a point in any case. */
    ASK,
    /** Ask, as threads were seen to share what it touches. */
    ASK_SHARED,
    /** Look at the object that a method is called on. */
    CALL
  }

  /** Of the latest run, as the next one often has the same points. */
  private static volatile PointSet latest = new PointSet(Points.NONE);

  private final Points points;

  private final Set<Integer> shared;

  private final Set<String> inside;

  /** What {@link #reasonFor} has found. */
  private final Map<String, Optional<String>> reasons = new ConcurrentHashMap<>();

  /**
   * By the number of the site; null: not looked up yet. What two threads write at once may be lost,
   * and is looked up again.
   */
  private Action[] actions = new Action[0];

  private PointSet(Points points) {
    this.points = points;
    shared = new HashSet<>(points.shared());
    inside = new HashSet<>(points.included());
  }

  /** What is to be done in a run with these points. */
  static PointSet of(Points points) {
    PointSet known = latest;
    if (!known.points.equals(points)) {
      known = new PointSet(points);
      latest = known;
    }
    return known;
  }

  /** What is to be done at a site. */
  Action actionAt(int site) {
    Action[] known = actions;
    Action last = site < known.length ? known[site] : null;
    if (last != null) {
      return last;
    }
    Action action = actionOf(Sites.of(site));
    if (site >= known.length) {
      known = Arrays.copyOf(known, Math.max(site + 1, known.length * 2));
      actions = known;
    }
    known[site] = action;
    return action;
  }

  /** Whether threads were seen to share what has this number. */
  boolean isShared(int location) {
    return shared.contains(location);
  }

  /** Whether code of the JDK has points, too. */
  boolean hasInside() {
    return !inside.isEmpty();
  }

  /** Whether the code of a class of the JDK has points. */
  boolean isInside(Class<?> type) {
    return inside.contains(type.getName());
  }

  /**
   * The included class that gives the code of a class its points: the class itself, a subclass of
   * it, or a class around one of these. Null: the code has none.
   */
  @Nullable String reasonFor(String name) {
    return inside.isEmpty() ? null : reasons.computeIfAbsent(name, this::findReason).orElse(null);
  }

  private Optional<String> findReason(String name) {
    return points.included().stream().filter(because -> covers(because, name)).findFirst();
  }

  private static boolean covers(String because, String name) {
    if (CodeNames.match(List.of(because), name)) {
      return true;
    }
    try {
      for (Class<?> at = Class.forName(because, false, null);
          at != null && at != Object.class;
          at = at.getSuperclass()) {
        if (CodeNames.match(List.of(at.getName()), name)) {
          return true;
        }
      }
    } catch (ClassNotFoundException e) {
      return false; // not of the JDK, or not of this one: the replay will not fit, and say so
    }
    return false;
  }

  private Action actionOf(Site site) {
    PointLevel level = points.level();
    if (!has(site)) {
      return Action.NOTHING;
    }
    return switch (site.kind) {
      case ENTER -> Action.ASK;
      case CALL, CALL_USER, CALL_EXACT -> Action.CALL;
      case READ, WRITE ->
          switch (FieldModes.modeOf(site)) {
            case FINAL -> Action.NOTHING;
            case VOLATILE ->
                level.compareTo(PointLevel.VOLATILE) >= 0 ? Action.ASK : Action.NOTHING;
            case PLAIN -> plain(site);
          };
      case LOAD, STORE -> plain(site);
    };
  }

  /** Whether the class that has a site has points in this run. */
  private boolean has(Site site) {
    return switch (site.code) {
      case UNDER_TEST -> !CodeNames.match(points.excluded(), site.in);
      case LIBRARY -> CodeNames.match(points.included(), site.in);
      case JDK -> reasonFor(site.in) != null;
    };
  }

  private Action plain(Site site) {
    return switch (points.level()) {
      case ALL -> Action.ASK;
      case VOLATILE -> shared.contains(site.location()) ? Action.ASK_SHARED : Action.WATCH;
      default -> Action.NOTHING;
    };
  }
}
