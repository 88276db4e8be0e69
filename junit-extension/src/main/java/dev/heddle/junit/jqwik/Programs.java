package dev.heddle.junit.jqwik;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Shrinkable;

/** Draws programs, and shrinks them: statements go away first. */
final class Programs {
  /** In how many tasks statements may be. */
  private static final int TASKS = 10;

  /** How great their numbers may be. */
  private static final int NUMBERS = 5;

  private static final Simpler.Kind<Line, ConcurrentProgram> KIND =
      new Simpler.Kind<>(ConcurrentProgram::new, Line::without, Line::simpler, Line::weight);

  /** Of what makes decisions there is more than of the rest. */
  private static final List<Statement> KINDS = new ArrayList<>(List.of(Statement.values()));

  static {
    for (int more = 0; more < 3; more++) {
      KINDS.addAll(List.of(Statement.SAY, Statement.YIELD, Statement.YIELD, Statement.CREATE));
    }
  }

  private Programs() {}

  static Arbitrary<ConcurrentProgram> upTo(int statements) {
    return upTo(statements, KINDS);
  }

  static Arbitrary<ConcurrentProgram> upTo(int statements, List<Statement> kinds) {
    return Simpler.orEdgeCase(
        new ConcurrentProgram(List.of()),
        Arbitraries.fromGenerator(random -> draw(random, statements, kinds)));
  }

  private static Shrinkable<ConcurrentProgram> draw(
      Random random, int statements, List<Statement> kinds) {
    int length = random.nextInt(statements + 1);
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      Statement kind = kinds.get(random.nextInt(kinds.size()));
      lines.add(new Line(random.nextInt(TASKS), kind, random.nextInt(NUMBERS)));
    }
    return new Simpler<>(KIND, lines);
  }
}
