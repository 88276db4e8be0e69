package dev.heddle.schedule;

import java.util.SplittableRandom;

/**
 * Selectively uniform random walk: the algorithm SURW of H. Zhao, D. Wolff, U. Mathur, A.
 * Roychoudhury, "Selectively Uniform Concurrency Testing", ASPLOS 2025, with accesses as what is of
 * interest.
 *
 * <p>Each schedule selects something that threads share, as the paper does, and draws the order of
 * the accesses to it uniformly: whose turn it is to make the next one is drawn in proportion to how
 * many each has left, and until that is made, others may do what is of no interest only, each with
 * the same probability.
 *
 * <p>Deviations. Locations have no names that last, so a schedule selects a group of {@linkplain
 * SharedSites sites} that were seen to touch the same. What is shared, and how many accesses each
 * thread makes, is learned from the schedules before, not from one profiling run; the first is a
 * random walk. Only those are given a turn who can go now; if they have to wait meanwhile, the turn
 * is drawn anew when nobody else may go. Accesses at which no other thread could go are not seen.
 */
final class AccessSurw implements Policy {
  private static final long NOBODY = Long.MIN_VALUE + 1;

  /** So many counts are kept, of a thread at a site each; a program with more is not small. */
  private static final int MOST_COUNTS = 65_536;

  private final long seed;

  private SplittableRandom random;

  private final SharedSites sites = new SharedSites();

  private final Offspring offspring = new Offspring();

  /** How many accesses each thread made at each site, at most; by {@link #key}. */
  private final LongTable most = new LongTable();

  /** The same in this run. */
  private final LongTable made = new LongTable();

  /** By thread: how many accesses of interest it may be expected to make. */
  private final LongTable expected = new LongTable();

  /** By thread: how many it has made. */
  private final LongTable done = new LongTable();

  /** The group of sites that is of interest. */
  private int selected = SharedSites.NONE;

  /** Whose turn it is to make the next access of interest. */
  private long intended = NOBODY;

  AccessSurw(long seed) {
    this.seed = seed;
    random = SeededRandom.of(seed, 0);
  }

  @Override
  public void begin(long schedule) {
    random = SeededRandom.of(seed, schedule);
    sites.begin();
    offspring.begin();
    made.clear();
    expected.clear();
    done.clear();
    intended = NOBODY;
    selected = sites.draw(random);
    most.forEach(this::expect);
  }

  private void expect(long key, long count) {
    if (sites.groupOf((int) (key >> Integer.SIZE)) == selected) {
      long thread = (int) key;
      expected.put(thread, expected.get(thread) + count);
    }
  }

  private static long key(int site, long thread) {
    return ((long) site << Integer.SIZE) | (thread & 0xffffffffL);
  }

  @Override
  public int choose(Decision decision) {
    if (decision.isWithinStep()) {
      return random.nextInt(decision.size());
    }
    for (int option = 0; option < decision.size(); option++) {
      if (offspring.offered(decision.id(option)) && offspring.last() == intended) {
        divideTurn(decision.id(option));
      }
    }
    int chosen = decision.size() < 2 ? 0 : draw(decision);
    long id = decision.id(chosen);
    Access access = decision.access(chosen);
    if (access != null) {
      note(id, access);
    }
    offspring.took(id);
    return chosen;
  }

  /** Whose turn it is has created another one, for which it stood until now. */
  private void divideTurn(long child) {
    long own = left(intended);
    long childs = left(child);
    if (childs > 0 && random.nextLong(own + childs) >= own) {
      intended = child;
    }
  }

  private void note(long thread, Access access) {
    int site = access.site();
    sites.touch(thread, access);
    long key = key(site, thread);
    long count = made.get(key) + 1;
    made.put(key, count);
    if (count > most.get(key) && (most.size() < MOST_COUNTS || most.has(key))) {
      most.put(key, count);
    }
    if (isOfInterest(access)) {
      done.put(thread, done.get(thread) + 1);
      intended = NOBODY;
    }
  }

  private boolean isOfInterest(Access access) {
    return selected != SharedSites.NONE && sites.groupOf(access.site()) == selected;
  }

  private boolean isOfInterest(Decision decision, int option) {
    Access access = decision.access(option);
    return access != null && isOfInterest(access);
  }

  /** What a thread has left to do that is of interest, and those that it will create. */
  private long left(long thread) {
    long left = Math.max(0, expected.get(thread) - done.get(thread));
    for (long child : offspring.of(thread)) {
      if (!offspring.hasBegun(child)) {
        left += left(child);
      }
    }
    return left;
  }

  // ---- drawing --------------------------------------------------------------------------------

  private int draw(Decision decision) {
    if (intended == NOBODY) {
      intend(decision);
    }
    int allowed = allowed(decision);
    if (allowed == 0) {
      intend(decision);
      allowed = allowed(decision);
    }
    int drawn = random.nextInt(allowed);
    int option = 0;
    while (!isAllowed(decision, option) || drawn-- > 0) {
      option++;
    }
    return option;
  }

  private int allowed(Decision decision) {
    int allowed = 0;
    for (int option = 0; option < decision.size(); option++) {
      allowed += isAllowed(decision, option) ? 1 : 0;
    }
    return allowed;
  }

  private boolean isAllowed(Decision decision, int option) {
    return decision.id(option) == intended || !isOfInterest(decision, option);
  }

  /** Draws the next to make an access of interest, among those who can go. */
  private void intend(Decision decision) {
    long all = 0;
    for (int option = 0; option < decision.size(); option++) {
      all += weight(decision, option);
    }
    long drawn = all == 0 ? 0 : random.nextLong(all);
    for (int option = 0; option < decision.size() && all > 0; option++) {
      drawn -= weight(decision, option);
      if (drawn < 0) {
        intended = decision.id(option);
        return;
      }
    }
  }

  private long weight(Decision decision, int option) {
    return Math.max(isOfInterest(decision, option) ? 1 : 0, left(decision.id(option)));
  }
}
