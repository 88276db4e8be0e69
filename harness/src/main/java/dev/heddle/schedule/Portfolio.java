package dev.heddle.schedule;

import java.util.List;

/**
 * The default order first, and then several policies in turn, since each finds some bugs late that
 * others find soon. Who goes when is chosen by how soon the bugs of docs/races.md and docs/zoo.md
 * are found: SURW and the random walk are soonest by far where programs are small, and go twice in
 * each round; the others find what these do not. One schedule of each round has one deviation, so
 * that in the end all of those are tried.
 */
final class Portfolio implements Policy {
  /** Two are too few for a lock that is replaced while others wait for it. */
  private static final int PREEMPTIONS = 3;

  private final OneDeviation oneDeviation = new OneDeviation();

  private final Policy preemptions;

  /** In place of preemptions, where there are no scheduling points. */
  private final Policy delays;

  /** One round. */
  private final List<Policy> turns;

  /** Some schedule had scheduling points. */
  private boolean hasPoints;

  private Policy current = oneDeviation;

  Portfolio(long seed) {
    Policy surw = new AccessSurw(seed);
    Policy random = new RandomWalk(seed);
    preemptions = DelaySampling.atPoints(PREEMPTIONS, seed);
    delays = DelaySampling.anywhere(PREEMPTIONS, seed);
    turns =
        List.of(
            surw,
            random,
            preemptions,
            new Rff(seed),
            surw,
            random,
            new Urw(seed),
            oneDeviation,
            Pct.ofDrawnDepth(seed),
            new Pos(seed));
  }

  @Override
  public void begin(long schedule) {
    if (schedule == 0 || oneDeviation.total() < 0) {
      current = oneDeviation;
      oneDeviation.select(0);
      return;
    }
    long rest = schedule - 1;
    int turn = (int) (rest % turns.size());
    current = turns.get(turn);
    if (current == oneDeviation) {
      if (oneDeviation.select(rest / turns.size())) {
        return;
      }
      current = turns.get((turn + 1) % turns.size());
    }
    if (current == preemptions && !hasPoints) {
      current = delays;
    }
    current.begin(schedule);
  }

  @Override
  public int choose(Decision decision) {
    hasPoints |= decision.isAtPoint();
    return current.choose(decision);
  }

  @Override
  public void end() {
    current.end();
  }
}
