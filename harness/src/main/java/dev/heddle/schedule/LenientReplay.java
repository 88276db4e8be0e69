package dev.heddle.schedule;

import dev.heddle.schedule.Schedule.Deviation;
import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * Takes the deviations of a schedule where the program offers them, and otherwise the default
 * order. It never fails.
 */
@API(status = Status.INTERNAL)
public final class LenientReplay implements Policy {
  private final List<Deviation> deviations;

  /** Who goes at each deviation; empty: the option of its number goes. */
  private final List<Long> ids;

  /** How many decisions with more than one option were taken. */
  private int taken;

  /** How many deviations were reached. */
  private int reached;

  private LenientReplay(List<Deviation> deviations, List<Long> ids) {
    this.deviations = List.copyOf(deviations);
    this.ids = List.copyOf(ids);
  }

  /** Takes the options of these numbers. */
  public static LenientReplay byOption(List<Deviation> deviations) {
    return new LenientReplay(deviations, List.of());
  }

  /**
   * Lets those go who went, whatever the number of their option is now.
   *
   * @param ids who went at each deviation
   */
  public static LenientReplay byId(List<Deviation> deviations, List<Long> ids) {
    return new LenientReplay(deviations, ids);
  }

  @Override
  public void begin(long schedule) {
    taken = 0;
    reached = 0;
  }

  @Override
  public int choose(Decision decision) {
    if (decision.size() < 2) {
      return 0;
    }
    int at = taken++;
    if (reached == deviations.size() || deviations.get(reached).at() != at) {
      return 0;
    }
    int next = reached++;
    if (ids.isEmpty()) {
      int option = deviations.get(next).option();
      return option < decision.size() ? option : 0;
    }
    return optionOf(ids.get(next), decision);
  }

  private static int optionOf(long id, Decision decision) {
    for (int option = 0; option < decision.size(); option++) {
      if (decision.id(option) == id) {
        return option;
      }
    }
    return 0;
  }

  int taken() {
    return taken;
  }

  int reached() {
    return reached;
  }
}
