package dev.heddle.junit.jqwik;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Shrinkable;

/** Draws schedules, and shrinks them: deviations go away first, then they move to the front. */
final class DrawnSchedules {
  /** The remainder counts, so that a few are enough for any number of options. */
  private static final int OPTIONS = 6;

  /** How many of ten decisions deviate, for a schedule each. */
  private static final int[] DENSITIES = {1, 3, 6};

  private static final Simpler.Kind<Integer, DrawnSchedule> KIND =
      new Simpler.Kind<>(
          DrawnSchedule::new,
          DrawnSchedules::without,
          choice -> IntStream.range(0, choice).boxed().toList(),
          choice -> choice);

  private DrawnSchedules() {}

  static Arbitrary<DrawnSchedule> upTo(int decisions) {
    return Simpler.orEdgeCase(
        new DrawnSchedule(List.of()), Arbitraries.fromGenerator(random -> draw(random, decisions)));
  }

  private static Shrinkable<DrawnSchedule> draw(Random random, int decisions) {
    int density = DENSITIES[random.nextInt(DENSITIES.length)];
    int length = random.nextInt(decisions + 1);
    List<Integer> choices = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      choices.add(random.nextInt(10) < density ? 1 + random.nextInt(OPTIONS - 1) : 0);
    }
    return new Simpler<>(KIND, choices);
  }

  /** In the default order there, or there not at all. */
  private static Stream<List<Integer>> without(List<Integer> choices, int from, int to) {
    if (to == choices.size()) {
      return Stream.of(choices.subList(0, from));
    }
    List<Integer> documented = new ArrayList<>(choices);
    for (int i = from; i < to; i++) {
      documented.set(i, 0);
    }
    return Stream.of(documented, Simpler.without(choices, from, to));
  }
}
