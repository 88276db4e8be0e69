package dev.heddle.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Where a run has its points, and what a run learns of them. */
class PointsTest {
  private static final Points KNOWN =
      new Points(PointLevel.VOLATILE, List.of(-7, 3), List.of("java.util.HashMap"), List.of("a.*"));

  /** At first nothing is known to be shared. */
  @ParameterizedTest
  @EnumSource
  void ofALevel(PointLevel level) {
    assertEquals(new Points(level, List.of(), List.of(), List.of()), Points.of(level));
  }

  /** Points do not change with the lists that they were made of. */
  @Test
  void immutable() {
    List<Integer> shared = new ArrayList<>(List.of(1));
    Points points = new Points(PointLevel.VOLATILE, shared, List.of(), List.of());
    shared.add(2);
    assertEquals(List.of(1), points.shared());
    assertThrows(UnsupportedOperationException.class, () -> points.shared().add(3));
  }

  /** Points of two runs are those of either, in order, and the same object if there is no more. */
  @Test
  void union() {
    Points other =
        new Points(
            PointLevel.ALL,
            List.of(0, 3),
            List.of("java.util.ArrayList", "java.util.HashMap"),
            List.of("b.*"));
    Points both =
        new Points(
            PointLevel.VOLATILE,
            List.of(-7, 0, 3),
            List.of("java.util.ArrayList", "java.util.HashMap"),
            List.of("a.*"));
    assertEquals(both, KNOWN.union(other));
    assertSame(both, both.union(KNOWN));
    assertSame(KNOWN, KNOWN.union(Points.NONE));
  }

  /** Names are kept in order, and none without points. */
  @Test
  void namesOfCode() {
    assertEquals(
        new Points(PointLevel.SYNC, List.of(), List.of("a", "b"), List.of("c", "d")),
        Points.of(PointLevel.SYNC, List.of("b", "a", "b"), List.of("d", "c")));
    assertSame(Points.NONE, Points.of(PointLevel.NONE, List.of("a"), List.of("b")));
  }

  /** A name is that of a class with those in it, or of a package with those below it. */
  @Test
  void matches() {
    assertTrue(Points.matches(List.of("x.Y", "a.B"), "a.B"));
    assertTrue(Points.matches(List.of("a.B"), "a.B$C$1"));
    assertTrue(Points.matches(List.of("a.*"), "a.B"));
    assertTrue(Points.matches(List.of("a.*"), "a.b.C"));
    assertFalse(Points.matches(List.of("a.B"), "a.Bc"));
    assertFalse(Points.matches(List.of("a.*"), "ab.C"));
    assertFalse(Points.matches(List.of(), "a.B"));
  }

  // ---- what a log learns ----------------------------------------------------------------------

  /** A decision with two options. */
  private static final class Two implements Decision {
    @Override
    public long step() {
      return 0;
    }

    @Override
    public int size() {
      return 2;
    }

    @Override
    public Kind kind(int option) {
      return Kind.TASK;
    }

    @Override
    public long id(int option) {
      return option;
    }

    @Override
    public String name(int option) {
      return "task " + option;
    }
  }

  /** A run that has learned nothing needs the points that it had. */
  @Test
  void nothingIsLearned() {
    DecisionLog log = new DecisionLog();
    log.begin(KNOWN);
    log.chosenAtShared(3);
    assertSame(KNOWN, log.learned(KNOWN));
    log.isShared(3);
    log.isSharedInside("java.util.HashMap");
    assertSame(KNOWN, log.learned(KNOWN));
  }

  /** What turned out to be shared is added to what was known. */
  @Test
  void learned() {
    DecisionLog log = new DecisionLog();
    log.begin(KNOWN);
    log.isShared(5);
    log.isShared(5);
    log.isSharedInside("java.util.ArrayList");
    assertEquals(
        new Points(
            PointLevel.VOLATILE,
            List.of(-7, 3, 5),
            List.of("java.util.ArrayList", "java.util.HashMap"),
            List.of("a.*")),
        log.learned(KNOWN));
    assertEquals(
        Points.of(PointLevel.VOLATILE, List.of(), List.of("a.*")),
        log.schedule().points(),
        "no choice there yet");
    log.clear();
    assertSame(KNOWN, log.learned(KNOWN));
  }

  /** A schedule has the points at which there was a choice, and no others: it stays short. */
  @Test
  void pointsOfTheSchedule() {
    DecisionLog log = new DecisionLog();
    log.begin(KNOWN);
    log.add(new Two(), 1);
    long before = log.hash();
    log.chosenAtShared(3);
    log.chosenInside("java.util.HashMap");
    assertEquals(
        new Points(PointLevel.VOLATILE, List.of(3), List.of("java.util.HashMap"), List.of("a.*")),
        log.schedule().points());
    assertNotEquals(before, log.hash(), "other points make other schedules");
    log.clear();
    assertEquals(Points.NONE, log.schedule().points());
  }

  /** Levels are written as in an annotation or a property, in small letters. */
  @Test
  void levels() {
    assertEquals("[none, sync, volatile, all]", List.of(PointLevel.values()).toString());
  }
}
