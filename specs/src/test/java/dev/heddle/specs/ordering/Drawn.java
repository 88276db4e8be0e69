package dev.heddle.specs.ordering;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Programs and schedules, made of small numbers, so that they shrink well. */
final class Drawn {
  private static final int LONGEST_PROGRAM = 40;
  private static final int LONGEST_SCHEDULE = 60;
  private static final int OPTIONS = 5;

  private Drawn() {}

  static Arbitrary<List<Op>> programs() {
    return Arbitraries.integers()
        .between(0, Op.NUMBERS - 1)
        .list()
        .ofMaxSize(LONGEST_PROGRAM)
        .map(Op::program);
  }

  /** The option at each decision; where they end, and for zeros, the default order. */
  static Arbitrary<List<Integer>> choices() {
    return Arbitraries.integers().between(0, OPTIONS).list().ofMaxSize(LONGEST_SCHEDULE);
  }
}
