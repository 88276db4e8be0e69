package dev.heddle.junit.jqwik;

import dev.heddle.schedule.Decision;
import dev.heddle.schedule.Policy;
import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * A schedule drawn by a property: a number for each decision, of which the remainder by the number
 * of options is the option that is taken. 0 is the default order, which also goes on where the
 * numbers end. So any list is a schedule of any program, and shrinks towards the default order.
 *
 * @param choices the numbers, without zeros at the end
 */
@API(status = Status.EXPERIMENTAL)
public record DrawnSchedule(List<Integer> choices) implements Drawn {
  /**
   * Copies the numbers, and leaves out zeros at the end.
   *
   * @throws IllegalArgumentException if one is negative
   */
  public DrawnSchedule {
    int length = choices.size();
    while (length > 0 && choices.get(length - 1) == 0) {
      length--;
    }
    choices = List.copyOf(choices.subList(0, length));
    for (int choice : choices) {
      if (choice < 0) {
        throw new IllegalArgumentException(
            "A choice must not be negative, and is ["
                + choice
                + "]: 0 takes the documented option, 1 the next one.");
      }
    }
  }

  /** How many of the numbers are not 0: so many deviations there are at most. */
  public int deviations() {
    return (int) choices.stream().filter(choice -> choice != 0).count();
  }

  @Override
  public Policy policy() {
    return new Chosen(choices);
  }

  @Override
  public String toString() {
    return choices.isEmpty() ? "the default order" : "choices " + choices;
  }

  /** Takes the numbers one by one. */
  private static final class Chosen implements Policy {
    private final List<Integer> choices;

    private int taken;

    Chosen(List<Integer> choices) {
      this.choices = choices;
    }

    @Override
    public void begin(long schedule) {
      taken = 0;
    }

    @Override
    public int choose(Decision decision) {
      if (decision.size() < 2) {
        return 0;
      }
      int at = taken++;
      return at < choices.size() ? choices.get(at) % decision.size() : 0;
    }
  }
}
