package dev.heddle.specs;

import static dev.heddle.Tasks.currentTask;
import static java.util.Objects.requireNonNull;

import dev.heddle.Loop;
import dev.heddle.specs.examples.CardTerminal;
import dev.heddle.trace.Trace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A run of the example, plain java.util.concurrent, in virtual time.
 *
 * @param printed the lines that it logged
 * @param time how long it took, in virtual time
 * @param trace what the loop did
 */
record RealJava(List<String> printed, Duration time, Trace trace) {
  /** What it logs, in every run. */
  static final List<String> EXPECTED =
      """
      00:00:30 clerk-1: Ada, the bank is down
      00:01:00 clerk-2: Ben, the bank is down
      00:11:00 clerk-1: Ada, the bank is down
      00:11:30 clerk-2: Ben, the bank is down
      00:21:30 clerk-1: Ada, paid
      00:22:00 clerk-1: Cleo, paid
      00:22:30 clerk-2: Ben, paid
      7 calls of the bank
      """
          .lines()
          .toList();

  private static final Duration BANK_IS_DOWN = Duration.ofMinutes(15);

  static RealJava run() {
    List<String> printed = new ArrayList<>();
    return Loop.run(
        loop -> {
          requireNonNull(currentTask()).setName("main");
          CardTerminal terminal = new CardTerminal(BANK_IS_DOWN, printed::add);
          int calls = terminal.charge(List.of("Ada", "Ben", "Cleo"));
          printed.add(calls + " calls of the bank");
          return new RealJava(printed, loop.time(), loop.trace());
        });
  }
}
