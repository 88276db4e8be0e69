package dev.heddle.junit.jqwik;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.Loop;
import dev.heddle.schedule.Schedule;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Program and schedule shrink together. */
class JqwikShrinkingTest {
  private static final int STATEMENTS = 40;
  private static final int DEVIATIONS = 30;

  /** A program, and what it says in the default order. */
  record Case(ConcurrentProgram program, List<String> documented) {
    static Case of(ConcurrentProgram program) {
      return new Case(program, Loop.run(program::run));
    }

    /** The seeded bug: two pairs of letters are said first in the opposite order. */
    boolean isBug(List<String> said) {
      List<Integer> at =
          documented.stream().distinct().filter(said::contains).map(said::indexOf).toList();
      int opposite = 0;
      for (int i = 0; i < at.size(); i++) {
        for (int j = i + 1; j < at.size(); j++) {
          opposite += at.get(i) > at.get(j) ? 1 : 0;
        }
      }
      return opposite > 1;
    }
  }

  static class SeededBug {
    /** What failed first, and last: statements and deviations. */
    static final List<List<Integer>> FAILED = new ArrayList<>();

    static final Statement[] MANY_TURNS = {
      Statement.CREATE, Statement.CREATE, Statement.CREATE, Statement.SAY, Statement.SAY,
      Statement.YIELD, Statement.YIELD, Statement.YIELD, Statement.YIELD, Statement.YIELD,
      Statement.YIELD, Statement.SLEEP, Statement.SET, Statement.GET
    };

    @Provide
    Arbitrary<Case> cases() {
      return HeddleDomain.programs(80, MANY_TURNS).map(Case::of);
    }

    @Property(seed = "42", tries = 5_000, shrinking = ShrinkingMode.FULL)
    @OnLoop
    void isNotThere(
        @ForAll("cases") Case drawn, @ForAll @Size(max = 200) DrawnSchedule schedule, Loop loop) {
      List<String> said = drawn.program().run(loop);
      int deviations = loop.schedule().deviations().size();
      boolean large = drawn.program().size() >= STATEMENTS && deviations >= DEVIATIONS;
      if (drawn.isBug(said) && (large || !FAILED.isEmpty())) {
        FAILED.add(List.of(drawn.program().size(), deviations));
        throw new AssertionError("two pairs are said in the opposite order: " + said);
      }
    }
  }

  @BeforeEach
  void nothingHasFailed() {
    SeededBug.FAILED.clear();
  }

  /**
   * A program of 40 statements or more, with 30 deviations, shrinks to the least that has the bug.
   */
  @Test
  void aLargeProgramAndScheduleShrinkToTheFewThatMatter() {
    Throwable failure = JqwikKit.failureOf(SeededBug.class);

    List<Integer> first = SeededBug.FAILED.getFirst();
    assertTrue(first.get(0) >= STATEMENTS && first.get(1) >= DEVIATIONS, () -> "" + first);
    List<Integer> last = SeededBug.FAILED.getLast();
    assertTrue(last.get(0) <= 8, () -> "" + last);
    assertEquals(1, Schedule.parse(JqwikKit.tokenOf(failure)).deviations().size());
  }
}
