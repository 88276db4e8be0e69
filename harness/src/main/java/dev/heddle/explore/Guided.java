package dev.heddle.explore;

import dev.heddle.schedule.Decision;
import dev.heddle.schedule.Policy;
import java.util.List;

/** Takes given turns where it can, and otherwise the default order. */
final class Guided implements Policy {
  private final List<Turn> turns;

  /** Whether a turn is followed by who it is, rather than by its number. */
  private final boolean byId;

  private int taken;

  private int next;

  Guided(List<Turn> turns, boolean byId) {
    this.turns = turns;
    this.byId = byId;
  }

  @Override
  public int choose(Decision decision) {
    if (decision.size() < 2) {
      return 0;
    }
    int at = taken++;
    if (next == turns.size() || turns.get(next).at() != at) {
      return 0;
    }
    Turn turn = turns.get(next++);
    if (!byId) {
      return turn.option() < decision.size() ? turn.option() : 0;
    }
    for (int option = 0; option < decision.size(); option++) {
      if (decision.id(option) == turn.id()) {
        return option;
      }
    }
    return 0;
  }
}
