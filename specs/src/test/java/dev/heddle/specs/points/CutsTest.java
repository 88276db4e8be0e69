package dev.heddle.specs.points;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.explore.Exploration;
import dev.heddle.explore.Explorer;
import dev.heddle.schedule.PointLevel;
import dev.heddle.specs.points.Access.Cell;
import dev.heddle.specs.points.Access.Kind;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * An exhaustive search leaves points out where no other thread could tell: at plain fields and
 * elements that were not seen to be shared, where nobody else could go, in a monitor that the
 * thread holds. It finds every outcome that there is nevertheless, and no other.
 */
class CutsTest {
  private static Arbitrary<List<Access>> thread(int most, Kind... kinds) {
    return Combinators.combine(Arbitraries.of(kinds), Arbitraries.of(Cell.class))
        .as(Access::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(most);
  }

  /** So small that no search is cut short. */
  @Provide
  Arbitrary<AccessProgram> programs() {
    Arbitrary<List<List<Access>>> two = thread(2, Kind.values()).list().ofSize(2);
    Arbitrary<List<List<Access>>> three =
        thread(1, Kind.READ, Kind.WRITE, Kind.COUNT).list().ofSize(3);
    return Arbitraries.oneOf(two, three).map(AccessProgram::new);
  }

  private static Set<String> outcomes(AccessProgram program, PointLevel level) {
    Exploration<String> all = Explorer.create().exhaustive().points(level).outcomes(program.body());
    assertTrue(all.complete(), program.toString());
    return new TreeSet<>(all.values());
  }

  @Property(tries = 50)
  void noOutcomeIsLost(@ForAll("programs") AccessProgram program) {
    assertEquals(AccessModel.outcomesOf(program), outcomes(program, PointLevel.VOLATILE));
  }

  /** A search that switches only where threads suspend does lose outcomes. */
  @Property(tries = 1)
  void suspensionsAloneLoseOutcomes() {
    Access count = new Access(Kind.COUNT, Cell.FIELD);
    AccessProgram program = new AccessProgram(List.of(List.of(count), List.of(count)));
    assertEquals(Set.of("0 0 2,0,0,0,0"), outcomes(program, PointLevel.NONE));
    assertNotEquals(AccessModel.outcomesOf(program), outcomes(program, PointLevel.NONE));
  }
}
