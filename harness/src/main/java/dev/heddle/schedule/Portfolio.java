package dev.heddle.schedule;

import java.util.List;

/**
 * Several policies: the default order first, then every schedule with one deviation (where there
 * are more than {@value #FIRST}, so many of them, spread over the run, and the others in turn with
 * what follows), then PCT, POS, URW and a random walk in turn.
 */
final class Portfolio implements Policy {
  private static final int FIRST = 250;

  private final OneDeviation oneDeviation = new OneDeviation();

  private final List<Policy> sampling;

  private Policy current = oneDeviation;

  Portfolio(long seed) {
    sampling = List.of(Pct.ofDrawnDepth(seed), new Pos(seed), new Urw(seed), new RandomWalk(seed));
  }

  @Override
  public void begin(long schedule) {
    if (!deviatesOnce(schedule)) {
      long rest = schedule - systematic() - 1;
      current = sampling.get((int) (rest % (sampling.size() + 1)) % sampling.size());
      current.begin(schedule);
    }
  }

  private boolean deviatesOnce(long schedule) {
    current = oneDeviation;
    if (schedule == 0 || oneDeviation.total() < 0) {
      return oneDeviation.select(0);
    }
    long systematic = systematic();
    if (schedule <= systematic) {
      return oneDeviation.select(schedule - 1);
    }
    long rest = schedule - systematic - 1;
    int members = sampling.size() + 1;
    return rest % members == sampling.size() && oneDeviation.select(systematic + rest / members);
  }

  private long systematic() {
    return Math.min(FIRST, oneDeviation.total());
  }

  @Override
  public int choose(Decision decision) {
    return current.choose(decision);
  }

  @Override
  public void end() {
    current.end();
  }
}
