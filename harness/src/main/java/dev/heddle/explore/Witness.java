package dev.heddle.explore;

import dev.heddle.schedule.Decision;
import dev.heddle.schedule.Policy;
import java.util.ArrayList;
import java.util.List;

/** Remembers by name what a policy has decided. */
final class Witness implements Policy {
  /**
   * A decision.
   *
   * @param kind of what kind it was
   * @param step the step that it decided
   * @param taken who goes
   * @param first who would have gone in the default order
   * @param option the option that was taken
   * @param id who that is
   * @param firstId who the first is
   */
  record Choice(
      Decision.Kind kind,
      long step,
      String taken,
      String first,
      int option,
      long id,
      long firstId) {
    /** What was decided, in words. */
    String words() {
      return words(named(taken, id), named(first, firstId));
    }

    /** The other way round, in words. */
    String flipped() {
      return words(named(first, firstId), named(taken, id));
    }

    /** Two of one name, such as timers, are told apart by their numbers. */
    private String named(String name, long number) {
      return option > 0 && taken.equals(first) ? name + " (number " + Math.abs(number) + ")" : name;
    }

    private String words(String one, String other) {
      return switch (kind) {
        case VALUE -> "the " + one + " is drawn, not " + other;
        case NOTIFIED -> "notify wakes " + one + " before " + other;
        default -> one + " goes before " + other;
      };
    }
  }

  private final Policy policy;

  private final List<Choice> choices = new ArrayList<>();

  Witness(Policy policy) {
    this.policy = policy;
  }

  @Override
  public int choose(Decision decision) {
    int option = policy.choose(decision);
    if (decision.size() > 1) {
      choices.add(
          new Choice(
              decision.kind(option),
              decision.step(),
              decision.name(option),
              decision.name(0),
              option,
              decision.id(option),
              decision.id(0)));
    }
    return option;
  }

  /** All decisions with more than one option. */
  List<Choice> choices() {
    return choices;
  }

  /** Those that deviated. */
  List<Turn> turns() {
    List<Turn> turns = new ArrayList<>();
    for (int at = 0; at < choices.size(); at++) {
      Choice choice = choices.get(at);
      if (choice.option() > 0) {
        turns.add(new Turn(at, choice.option(), choice.id()));
      }
    }
    return turns;
  }
}
