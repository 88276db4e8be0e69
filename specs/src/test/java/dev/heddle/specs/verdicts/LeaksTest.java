package dev.heddle.specs.verdicts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.Loop;
import dev.heddle.verdict.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each leak is told with whose it is, in the same words in every run; near misses leave nothing.
 */
class LeaksTest {
  private static final String[] MARKS = {
    "POOL", "SINGLE", "SHUT", "SCHEDULER", "PER_TASK", "FOREVER", "LOCK", "PLATFORM", "TIMER"
  };

  @ParameterizedTest
  @EnumSource
  void isTold(LeakPrograms program) throws Exception {
    String told = told(program);
    String words =
        told.lines()
            .filter(line -> !line.startsWith("      "))
            .map(line -> line + "\n")
            .collect(Collectors.joining());
    assertEquals(Source.marked("LeakPrograms.java", program.words(), MARKS), words);
    assertEquals(told, told(program), "the words of another run");
  }

  /** A thread is told with the line that started it, and where it stands. */
  @Test
  void placesAreTold() throws Exception {
    String told = told(LeakPrograms.THREAD_THAT_WAITS);
    assertTrue(told.contains("\n      created at "), told);
    assertTrue(told.contains(Source.marked("LeakPrograms.java", "java:FOREVER", MARKS)), told);
  }

  private static String told(LeakPrograms program) {
    List<Problem> problems = new ArrayList<>();
    Loop.builder()
        .callSites(true)
        .problems(problems::add)
        .run(
            loop -> {
              program.run();
              return null;
            });
    return problems.stream()
        .map(problem -> problem.kind() + ": " + problem.message() + "\n")
        .collect(Collectors.joining());
  }
}
