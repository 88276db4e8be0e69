package dev.heddle.specs.judge;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.Shrinkable;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a program that Heddle runs in another way than the referee, and makes it as small as it
 * can. To be used on a carrier, in a session of jqwik.
 */
final class DrawnSearch {
  private static final int GENERATOR_SIZE = 1_000;
  private static final int MOST_SHRINKS = 20_000;
  private static final int PROGRESS = 10_000;

  private final Referee referee;

  private final PrintStream out;

  /** How long Heddle's side has taken. */
  private long nanos;

  DrawnSearch(Referee referee, PrintStream out) {
    this.referee = referee;
    this.out = out;
  }

  /** Runs so many programs; returns whether all of them agree. */
  boolean run(long count, long seed) throws IOException {
    Random random = new Random(seed);
    RandomGenerator<List<Integer>> programs =
        DrawnProgram.numbers().generator(GENERATOR_SIZE, true);
    for (long i = 1; i <= count; i++) {
      Shrinkable<List<Integer>> drawn = programs.next(random);
      if (difference(drawn.value()) != null) {
        report(i, drawn);
        return false;
      }
      if (i % PROGRESS == 0 || i == count) {
        out.println(i + " programs, 0 different, Heddle's side " + perSecond(i) + " a second");
        out.flush();
      }
    }
    return true;
  }

  private long perSecond(long programs) {
    return programs * 1_000_000_000L / Math.max(1, nanos);
  }

  private @Nullable Difference difference(List<Integer> numbers) throws IOException {
    String program = JsonText.of(DrawnProgram.of(numbers));
    long start = System.nanoTime();
    String actual = new ProgramRun(ProgramReader.read(program), true).result();
    nanos += System.nanoTime() - start;
    String expected = referee.result(program);
    return expected.equals(actual)
        ? null
        : Difference.between(Json.read(expected), Json.read(actual));
  }

  private Shrinkable<List<Integer>> shrunk(Shrinkable<List<Integer>> found) throws IOException {
    Shrinkable<List<Integer>> best = found;
    int runs = 0;
    while (runs < MOST_SHRINKS) {
      Shrinkable<List<Integer>> smaller = null;
      Iterator<Shrinkable<List<Integer>>> candidates = best.shrink().iterator();
      while (smaller == null && candidates.hasNext()) {
        Shrinkable<List<Integer>> candidate = candidates.next();
        runs++;
        smaller = difference(candidate.value()) == null ? null : candidate;
      }
      if (smaller == null) {
        break;
      }
      best = smaller;
    }
    return best;
  }

  private void report(long number, Shrinkable<List<Integer>> found) throws IOException {
    List<Integer> numbers = shrunk(found).value();
    Map<String, Object> program = DrawnProgram.of(numbers);
    Difference difference = Objects.requireNonNull(difference(numbers));
    out.println("Program " + number + " differs. Shrunk to " + numbers.size() + " statements:");
    out.println();
    out.println(Source.python(program));
    out.println(Source.java(program));
    out.println(difference.report(program));
    out.flush();
  }
}
