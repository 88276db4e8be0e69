package dev.heddle.schedule;

import dev.heddle.schedule.Schedule.Deviation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes the decisions of a schedule. What lies between two deviations is compared at the second: a
 * token has no room for more. Where the program offers something else, it fails; or, if a listener
 * is given, goes on as far as that is possible.
 */
final class Replay implements Policy, PointedPolicy {
  private static final int NAMES_SHOWN = 10;

  private final Schedule schedule;

  /** Who is told how much has matched; null: fail at the first difference. */
  private final @Nullable Consumer<String> told;

  private final LenientReplay deviations;

  private final OfferHash offers = OfferHash.ofNames();

  /** How many deviations were taken before the first difference. */
  private int matched;

  /** The first difference. */
  private @Nullable String difference;

  Replay(Schedule schedule, @Nullable Consumer<String> told) {
    this.schedule = schedule;
    this.told = told;
    deviations = LenientReplay.byOption(schedule.deviations());
  }

  @Override
  public Points points() {
    return schedule.points();
  }

  @Override
  public void begin(long number) {
    deviations.begin(number);
    offers.clear();
    matched = 0;
    difference = null;
  }

  @Override
  public int choose(Decision decision) {
    if (decision.size() < 2 || (difference != null && told == null)) {
      return 0;
    }
    offers.add(decision);
    int at = deviations.taken();
    if (at == schedule.decisions()) {
      differs(
          "The schedule ends after " + at + " decisions, and the program offers one more: ",
          decision);
    }
    int reached = deviations.reached();
    int option = deviations.choose(decision);
    if (deviations.reached() > reached) {
      compare(decision, at, schedule.deviations().get(reached));
    }
    return option;
  }

  private void compare(Decision decision, int at, Deviation next) {
    if (next.of() != decision.size() || next.check() != offers.byteValue()) {
      differs(where(decision, at, next), decision);
    } else if (difference == null) {
      matched++;
    }
  }

  private static String where(Decision decision, int at, Deviation next) {
    return (next.of() == decision.size()
            ? "What is offered at decision "
                + at
                + ", or was between the deviation before and it,"
                + " is something else: the schedule takes option "
            : "At decision " + at + " the schedule takes option ")
        + next.option()
        + " of "
        + next.of()
        + ", and the program offers, at step "
        + decision.step()
        + ", ";
  }

  @Override
  public void end() {
    if (difference == null && deviations.taken() < schedule.decisions()) {
      differs(
          "The schedule has "
              + schedule.decisions()
              + " decisions, and the program took "
              + deviations.taken(),
          null);
    }
    if (difference == null && offers.twoBytes() != schedule.check()) {
      differs("What the program offered after the last deviation is something else", null);
    }
    if (told != null) {
      int all = schedule.deviations().size();
      told.accept(difference == null ? "All of the schedule matched." : message(difference, all));
    }
  }

  private void differs(String what, @Nullable Decision decision) {
    if (difference != null) {
      return;
    }
    difference = decision == null ? what : what + names(decision);
    if (told == null) {
      throw new DivergedException(
          message(difference, schedule.deviations().size())
              + " It has changed since, or the token is of another test. Explore again to get a"
              + " schedule of the program as it is now, or replay what still fits of this one.");
    }
  }

  private String message(String what, int all) {
    return "The program is not the one that schedule "
        + schedule
        + " was recorded with. "
        + what
        + ". "
        + matched
        + " of its "
        + all
        + " deviations matched before that.";
  }

  private static String names(Decision decision) {
    int shown = Math.min(decision.size(), NAMES_SHOWN);
    List<String> names = new ArrayList<>();
    for (int option = 0; option < shown; option++) {
      names.add(option + " = " + decision.name(option));
    }
    return decision.size()
        + " ("
        + String.join(", ", names)
        + (shown < decision.size() ? ", …" : "")
        + ")";
  }
}
