package dev.heddle.specs.verdicts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.heddle.DeadlockError;
import dev.heddle.Loop;
import java.io.IOException;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each deadlock is told in full words, the same in every run; each near miss passes. */
class DeadlocksTest {
  private static final String START = "Deadlock: nothing can run and no timer is set, ";

  @ParameterizedTest
  @EnumSource
  void isTold(DeadlockPrograms program) throws IOException {
    if (program.isNearMiss()) {
      run(program);
      return;
    }
    String words = told(program);
    assertEquals(expected(program), words);
    assertEquals(words, told(program), "the words of another run");
  }

  private static void run(DeadlockPrograms program) {
    Loop.builder()
        .callSites(true)
        .problems(problem -> {})
        .run(
            loop -> {
              program.run();
              return null;
            });
  }

  /** What is said, without where everybody stands and what to do. */
  private static String told(DeadlockPrograms program) {
    DeadlockError error = assertThrows(DeadlockError.class, () -> run(program));
    String message = error.getMessage();
    assertEquals(START, message.substring(0, START.length()));
    return message
        .substring(START.length())
        .lines()
        .filter(line -> !line.startsWith("      ") && !line.startsWith("If a thread outside"))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static String expected(DeadlockPrograms program) throws IOException {
    String words = Source.marked("DeadlockPrograms.java", program.words(), "LOCK", "TAKE");
    boolean isCircle = words.contains(" for itself:") || words.contains(" for each other:");
    return (isCircle ? "since " : "but these wait:\n") + words;
  }
}
