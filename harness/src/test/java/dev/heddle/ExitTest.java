package dev.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.heddle.verdict.ExitError;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whoever ends the JVM in a loop ends the run, and nobody else is kept from ending it. */
class ExitTest {
  /** Halts, on a thread that no loop runs: after a run, or while one goes on. */
  static final class Halts {
    private Halts() {}

    public static void main(String[] args) {
      assertThrows(
          ExitError.class,
          () ->
              Loop.run(
                  loop -> {
                    Runtime.getRuntime().halt(1);
                  }));
      System.out.println("goes on");
      if (args[0].equals("after")) {
        Runtime.getRuntime().halt(7);
      }
      Loop.builder()
          .outside(true)
          .run(
              loop -> {
                Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("hook")));
                return loop.askOutside(
                    "end",
                    () -> {
                      Runtime.getRuntime().halt(7);
                      return null;
                    });
              });
    }
  }

  @Test
  @Tag("starts-jvms")
  void haltWorksOutside() throws Exception {
    for (String when : List.of("after", "meanwhile")) {
      Fork.Result result = Fork.run(List.of("-XX:+EnableDynamicAgentLoading"), Halts.class, when);
      assertEquals(7, result.status(), result.output());
      assertEquals("goes on\n", result.output());
    }
  }

  /** The error says what was called, and with which status. */
  @Test
  void status() {
    ExitError exit =
        assertThrows(
            ExitError.class,
            () ->
                Loop.run(
                    loop -> {
                      Runtime.getRuntime().halt(5);
                    }));
    assertEquals(5, exit.status());
    assertEquals(
        "Runtime.halt(5) was called under the loop. It ends the run, not the JVM; to test what"
            + " happens at exit, catch this error around the run.",
        exit.getMessage());
  }
}
