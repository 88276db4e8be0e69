package dev.heddle.schedule;

/** Gives each task one step in turn, in the order of their ids. */
final class RoundRobin implements Policy {
  private long last = Long.MIN_VALUE;

  @Override
  public void begin(long schedule) {
    last = Long.MIN_VALUE;
  }

  @Override
  public int choose(Decision decision) {
    if (decision.isWithinStep()) {
      return 0;
    }
    int next = -1;
    int first = 0;
    for (int option = 0; option < decision.size(); option++) {
      long id = decision.id(option);
      if (id == Decision.TIME_ID) {
        continue;
      }
      if (id < decision.id(first)) {
        first = option;
      }
      if (id > last && (next < 0 || id < decision.id(next))) {
        next = option;
      }
    }
    int chosen = next < 0 ? first : next;
    last = decision.id(chosen);
    return chosen;
  }
}
