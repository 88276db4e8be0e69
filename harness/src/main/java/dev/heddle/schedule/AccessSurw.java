package dev.heddle.schedule;

import java.util.SplittableRandom;
import java.util.function.LongUnaryOperator;

/**
 * Selectively uniform random walk: the algorithm SURW of H. Zhao, D. Wolff, U. Mathur, A.
 * Roychoudhury, "Selectively Uniform Concurrency Testing", ASPLOS 2025, with accesses as what is of
 * interest.
 *
 * <p>Each schedule selects something that threads share, as the paper does, and draws the order of
 * the accesses to it uniformly: whose {@linkplain Turn turn} it is to make the next one is drawn in
 * proportion to how many each has left.
 *
 * <p>Deviations. Locations have no names that last, so a schedule selects a group of {@linkplain
 * SharedSites sites} that were seen to touch the same. What is shared, and how many accesses each
 * thread makes, is learned from the schedules before, not from one profiling run; the first is a
 * random walk. Only those are given a turn who can go now; if they have to wait meanwhile, the turn
 * is drawn anew when nobody else may go. Accesses at which no other thread could go are not seen.
 */
final class AccessSurw implements Policy, Turn.Interest {
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

  private final Turn turn = new Turn(this);

  private final LongUnaryOperator ownLeft = this::ownLeft;

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
    turn.end();
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
      if (offspring.offered(decision.id(option)) && turn.isOf(offspring.last())) {
        divideTurn(decision.id(option));
      }
    }
    int chosen = decision.size() < 2 ? 0 : turn.draw(decision, random);
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
    long own = left(offspring.last());
    long childs = left(child);
    if (childs > 0 && random.nextLong(own + childs) >= own) {
      turn.passTo(child);
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
      turn.end();
    }
  }

  private boolean isOfInterest(Access access) {
    return selected != SharedSites.NONE && sites.groupOf(access.site()) == selected;
  }

  @Override
  public boolean isIn(Decision decision, int option) {
    Access access = decision.access(option);
    return access != null && isOfInterest(access);
  }

  /** What a thread has left to do that is of interest, and those that it will create. */
  private long left(long thread) {
    return offspring.sum(thread, ownLeft);
  }

  private long ownLeft(long thread) {
    return Math.max(0, expected.get(thread) - done.get(thread));
  }

  @Override
  public long weight(Decision decision, int option) {
    return Math.max(isIn(decision, option) ? 1 : 0, left(decision.id(option)));
  }
}
