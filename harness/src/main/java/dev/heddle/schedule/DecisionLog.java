package dev.heddle.schedule;

import dev.heddle.schedule.Schedule.Deviation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;

/**
 * Where a loop writes the decisions that it takes. Can be used again for the next run, so that a
 * search makes no garbage. For reports it also keeps the first decisions by name. Not thread-safe:
 * the loop's own.
 */
@API(status = Status.INTERNAL)
public final class DecisionLog {
  /** No number of a field. */
  private static final long NO_FIELD = Long.MIN_VALUE;

  private static final int FIRST_CAPACITY = 32;
  private static final long GOLDEN = 0x9e3779b97f4a7c15L;

  // One entry a decision with more than one option, at the same index of each array.
  private int[] chosen = new int[FIRST_CAPACITY];
  private int[] sizes = new int[FIRST_CAPACITY];
  private int[] checks = new int[FIRST_CAPACITY];

  private int count;

  /** What else has decided, first; null if nothing has. */
  private @Nullable String outside;

  private final OfferHash offers = OfferHash.ofNames();

  /** How many decisions are kept by name. */
  private final int named;

  private final List<RecordedDecision> names = new ArrayList<>();

  /** The scheduling points of the run. */
  private Points given = Points.NONE;

  /** How many points the run has come to. */
  private int passed;

  /** The shared fields at which there was a choice, of which a replay needs to know. */
  private final SortedSet<Integer> shared = new TreeSet<>();

  /** The one that was added last, as it often comes again; {@link #NO_FIELD}: there is none. */
  private long latestShared = NO_FIELD;

  /** The names of code, not under test by itself, inside of which there was a choice. */
  private final SortedSet<String> included = new TreeSet<>();

  /** The fields that turned out to be shared, of which the run did not know. */
  private final SortedSet<Integer> newlyShared = new TreeSet<>();

  /** The classes of the JDK whose objects turned out to be shared. */
  private final SortedSet<String> newlyIncluded = new TreeSet<>();

  /** Makes a log that keeps no names. */
  public DecisionLog() {
    this(0);
  }

  /** Makes a log that keeps the first {@code named} decisions by name too. */
  public DecisionLog(int named) {
    this.named = named;
  }

  /** Writes that {@code option} was taken; decisions with one option are passed over. */
  public void add(Decision decision, int option) {
    int size = decision.size();
    if (size < 2) {
      return;
    }
    if (count == chosen.length) {
      chosen = Arrays.copyOf(chosen, count * 2);
      sizes = Arrays.copyOf(sizes, count * 2);
      checks = Arrays.copyOf(checks, count * 2);
    }
    offers.add(decision);
    chosen[count] = option;
    sizes[count] = size;
    checks[count] = offers.byteValue();
    if (count < named) {
      names.add(RecordedDecision.of(decision, option));
    }
    count++;
  }

  /** How many decisions with more than one option there were. */
  public int count() {
    return count;
  }

  /** The option that was taken at a decision. */
  public int chosen(int decision) {
    return chosen[decision];
  }

  /** The decisions that are kept by name, from the first one. */
  public List<RecordedDecision> names() {
    return List.copyOf(names);
  }

  /** Writes that something outside of the loop decides too, in words. */
  public void noteOutside(String what) {
    outside = what;
  }

  /** What outside of the loop has decided too, first; null if nothing has. */
  public @Nullable String outside() {
    return outside;
  }

  // ---- scheduling points ----------------------------------------------------------------------

  /** A run begins that has points. */
  public void begin(Points points) {
    given = points;
  }

  /** Writes that the run has come to a point, whether there was a choice or not. */
  public void passPoint() {
    passed++;
  }

  /** How many points the run has come to. */
  public int passed() {
    return passed;
  }

  /**
   * Writes that there was a choice at an access that is a point only because it is to what threads
   * share.
   *
   * @param location a number made from the name of the field
   */
  public void chosenAtShared(int location) {
    if (location != latestShared) {
      shared.add(location);
      latestShared = location;
    }
  }

  /** Writes that there was a choice in code that is included by a name. */
  public void chosenInside(String name) {
    included.add(name);
  }

  /** Writes that a field is shared, of which the run did not know. */
  public void isShared(int location) {
    newlyShared.add(location);
  }

  /** Writes that threads share an object of a class of the JDK that is not thread-safe. */
  public void isSharedInside(String name) {
    newlyIncluded.add(name);
  }

  /** The points that a run has to have that knows what this one has learned, too. */
  public Points learned(Points known) {
    return newlyShared.isEmpty() && newlyIncluded.isEmpty()
        ? known
        : known.plus(newlyShared, newlyIncluded);
  }

  /** The points without which the schedule cannot be replayed. */
  private Points points() {
    return given.level() == PointLevel.NONE
        ? Points.NONE
        : new Points(given.level(), List.copyOf(shared), List.copyOf(included), given.excluded());
  }

  /** The schedule so far. */
  public Schedule schedule() {
    List<Deviation> deviations = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      if (chosen[i] != 0) {
        deviations.add(new Deviation(i, chosen[i], sizes[i], checks[i]));
      }
    }
    return new Schedule(deviations, count, offers.twoBytes(), points());
  }

  /** A number made from all that was offered so far. */
  public int check() {
    return offers.twoBytes();
  }

  /** A number made from all decisions that were taken. */
  public long hash() {
    long hash = count;
    for (int location : shared) {
      hash = mixed(hash + location);
    }
    for (String name : included) {
      hash = mixed(hash + name.hashCode());
    }
    for (int i = 0; i < count; i++) {
      hash = mixed(hash + chosen[i] * GOLDEN + i);
    }
    return mixed(hash);
  }

  /** The mixing of SplitMix64. */
  private static long mixed(long value) {
    long z = value + GOLDEN;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /** Forgets everything, for the next run. */
  public void clear() {
    count = 0;
    outside = null;
    offers.clear();
    names.clear();
    given = Points.NONE;
    passed = 0;
    shared.clear();
    latestShared = NO_FIELD;
    included.clear();
    newlyShared.clear();
    newlyIncluded.clear();
  }
}
