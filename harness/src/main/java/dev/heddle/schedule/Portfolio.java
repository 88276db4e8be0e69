package dev.heddle.schedule;

import java.util.List;

/**
 * Several policies: the default order first, then every schedule with one deviation (where there
 * are more than {@value #FIRST}, so many of them, spread over the run, and the others in turn with
 * what follows), then PCT, POS, URW and a random walk in turn.
 */
final class Portfolio implements Policy {
  private static final int FIRST = 250;
  private static final int PCT_DEPTH = 3;

  private final OneDeviation oneDeviation = new OneDeviation();

  private final List<Policy> sampling;

  private Policy current = oneDeviation;

  Portfolio(long seed) {
    sampling =
        List.of(new Pct(PCT_DEPTH, seed), new Pos(seed), new Urw(seed), new RandomWalk(seed));
  }

  @Override
  public boolean begin(long schedule) {
    current = oneDeviation;
    if (schedule == 0 || oneDeviation.total() < 0) {
      return oneDeviation.begin(0);
    }
    long systematic = Math.min(FIRST, oneDeviation.total());
    if (schedule <= systematic) {
      return oneDeviation.begin(schedule - 1);
    }
    long rest = schedule - systematic - 1;
    int members = sampling.size() + 1;
    int turn = (int) (rest % members);
    if (turn == sampling.size() && oneDeviation.begin(systematic + rest / members)) {
      return true;
    }
    current = sampling.get(turn % sampling.size());
    return current.begin(schedule);
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
