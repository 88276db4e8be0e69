package dev.heddle.schedule;

import java.util.SplittableRandom;

/**
 * Whose turn it is to take the next step of interest: the core of SURW (Zhao et al., ASPLOS 2025).
 * It is drawn by weight among those who can go now; until that step is taken, others may take steps
 * that are of no interest only, each with the same probability.
 */
final class Turn {
  /** What a policy is interested in. */
  interface Interest {
    /** Whether an option is a step of interest. */
    boolean isIn(Decision decision, int option);

    /** How often, in proportion, the turn is to fall to the one who would take an option. */
    long weight(Decision decision, int option);
  }

  private static final long NOBODY = Long.MIN_VALUE + 1;

  private final Interest interest;

  private long holder = NOBODY;

  Turn(Interest interest) {
    this.interest = interest;
  }

  /** The step was taken, or a run begins: it is nobody's turn. */
  void end() {
    holder = NOBODY;
  }

  boolean isOf(long id) {
    return holder == id;
  }

  /** Whoever it was, now it is this one's turn. */
  void passTo(long id) {
    holder = id;
  }

  /** Draws who goes; whose turn it is, too, if it is nobody's, or only others can go. */
  int draw(Decision decision, SplittableRandom random) {
    if (holder == NOBODY) {
      drawHolder(decision, random);
    }
    int allowed = allowed(decision);
    if (allowed == 0) {
      drawHolder(decision, random);
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
    return decision.id(option) == holder || !interest.isIn(decision, option);
  }

  private void drawHolder(Decision decision, SplittableRandom random) {
    long all = 0;
    for (int option = 0; option < decision.size(); option++) {
      all += interest.weight(decision, option);
    }
    long drawn = all == 0 ? 0 : random.nextLong(all);
    for (int option = 0; option < decision.size() && all > 0; option++) {
      drawn -= interest.weight(decision, option);
      if (drawn < 0) {
        holder = decision.id(option);
        return;
      }
    }
  }
}
