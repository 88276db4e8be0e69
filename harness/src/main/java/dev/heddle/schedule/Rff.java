package dev.heddle.schedule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The reads-from fuzzer: D. Wolff, Z. Shi, G. J. Duck, U. Mathur, A. Roychoudhury, "Greybox Fuzzing
 * for Concurrency Testing", ASPLOS 2024.
 *
 * <p>An abstract schedule has pairs of a write and a read: some are to be in the run, once at
 * least, and some are not. One is kept if a read in its run saw a write for the first time; each
 * schedule changes one of those kept a little. A run is led to what its abstract schedule says: a
 * read that has to wait for its write is held back, and so is a write that would come between the
 * two; of what is not held back, POS chooses.
 *
 * <p>Deviations. All that are kept are changed as often, while the paper prefers those whose reads
 * read what is rare. A read may be asked to read a write that it was only seen to come before.
 * Accesses at which no other thread could go are not seen; what a thread writes and reads itself
 * does not count.
 */
final class Rff implements Policy {
  /** So many abstract schedules are kept; then a new one takes the place of another. */
  private static final int MOST_KEPT = 256;

  /** So many constraints an abstract schedule has at most: bugs need few, as deviations. */
  private static final int MOST_CONSTRAINTS = 6;

  private static final int[] NO_CONSTRAINTS = {};

  private final long seed;

  private SplittableRandom random;

  private final ReadsFrom pairs = new ReadsFrom();

  private final Pos pos;

  /** The first has no constraints, and stays. */
  private final List<int[]> kept = new ArrayList<>(List.of(NO_CONSTRAINTS));

  /** The pairs of this schedule, by number; the number is inverted of those that must not be. */
  private int[] constraints = NO_CONSTRAINTS;

  /** Whether the read of each has read its write in this run. */
  private final boolean[] read = new boolean[MOST_CONSTRAINTS];

  /** This run has read what none before has. */
  private boolean hasNew;

  Rff(long seed) {
    this.seed = seed;
    random = SeededRandom.of(seed, 0);
    pos = new Pos(seed, this::isHeldBack);
  }

  @Override
  public void begin(long schedule) {
    random = SeededRandom.of(seed, schedule);
    pos.begin(schedule);
    pairs.begin();
    hasNew = false;
    constraints = changed(kept.get(random.nextInt(kept.size())));
    Arrays.fill(read, false);
  }

  // ---- changing -------------------------------------------------------------------------------

  /** An abstract schedule with a constraint more, or one less, or one that is another. */
  private int[] changed(int[] old) {
    if (pairs.count() == 0) {
      return old;
    }
    int kind = old.length == 0 ? 0 : random.nextInt(4);
    if (kind == 0 && old.length < MOST_CONSTRAINTS) {
      int[] more = Arrays.copyOf(old, old.length + 1);
      more[old.length] = drawn();
      return more;
    }
    int at = random.nextInt(Math.max(1, old.length));
    if (kind == 1) {
      int[] less = Arrays.copyOf(old, old.length - 1);
      System.arraycopy(old, at + 1, less, at, less.length - at);
      return less;
    }
    int[] others = old.clone();
    others[at] = kind == 2 ? ~old[at] : drawn();
    return others;
  }

  private int drawn() {
    int pair = random.nextInt(pairs.count());
    return random.nextBoolean() ? pair : ~pair;
  }

  // ---- leading --------------------------------------------------------------------------------

  @Override
  public int choose(Decision decision) {
    int option = pos.choose(decision);
    Access access = decision.access(option);
    if (access != null) {
      note(access);
      hasNew |= pairs.touch(decision.id(option), access);
    }
    return option;
  }

  private boolean isHeldBack(Access access) {
    for (int i = 0; i < constraints.length; i++) {
      int constraint = constraints[i];
      if (constraint < 0 ? isReadOf(access, ~constraint) : !read[i] && waits(access, constraint)) {
        return true;
      }
    }
    return false;
  }

  /** Whether an access would be the read of this pair. */
  private boolean isReadOf(Access access, int pair) {
    return access.reads()
        && access.site() == pairs.readOf(pair)
        && pairs.lastWrite(access.location()) == pairs.writeOf(pair);
  }

  /** Whether an access is the read of this pair before its write, or a write that comes between. */
  private boolean waits(Access access, int pair) {
    int write = pairs.writeOf(pair);
    int read = pairs.readOf(pair);
    if (access.reads() && access.site() == read) {
      return pairs.lastWrite(access.location()) != write;
    }
    return access.writes()
        && access.site() != write
        && pairs.isPair(access.site(), read)
        && pairs.lastWrite(access.location()) == write;
  }

  private void note(Access access) {
    for (int i = 0; i < constraints.length; i++) {
      read[i] |= constraints[i] >= 0 && isReadOf(access, constraints[i]);
    }
  }

  // ---- keeping --------------------------------------------------------------------------------

  @Override
  public void end() {
    if (!hasNew || constraints.length == 0) {
      return;
    }
    if (kept.size() < MOST_KEPT) {
      kept.add(constraints);
    } else {
      kept.set(1 + random.nextInt(MOST_KEPT - 1), constraints);
    }
  }
}
