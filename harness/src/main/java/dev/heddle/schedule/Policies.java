package dev.heddle.schedule;

import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * The policies that are built in. Those that draw at random do so by a seed and the number of the
 * schedule: the same two give the same draws.
 */
@API(status = Status.EXPERIMENTAL)
public final class Policies {
  private static final int DELAYS = 2;
  private static final int PREEMPTIONS = 3;

  private static final String NAMES =
      "portfolio, fifo, lifo, round-robin, random, pct, pct:DEPTH, pos, urw, surw, rff, delays,"
          + " delays:NUMBER, preemptions, preemptions:NUMBER, exhaustive, deviations:NUMBER";

  private Policies() {}

  /** First in, first out: the default order. */
  public static Policy fifo() {
    return decision -> 0;
  }

  /** Last in, first out: what became ready last goes next. Draws the least values. */
  public static Policy lifo() {
    return decision -> decision.isWithinStep() ? 0 : decision.size() - 1;
  }

  /** One step for each task in turn, in the order of creation. Draws the least values. */
  public static Policy roundRobin() {
    return new RoundRobin();
  }

  /** Every option with the same probability: a uniform random walk over decisions. */
  public static Policy random(long seed) {
    return new RandomWalk(seed);
  }

  /**
   * Probabilistic concurrency testing: random priorities, which change {@code depth - 1} times
   * (Burckhardt et al., ASPLOS 2010).
   *
   * @throws IllegalArgumentException if the depth is not positive
   */
  public static Policy pct(int depth, long seed) {
    return Pct.ofDepth(depth, seed);
  }

  /** Probabilistic concurrency testing with another depth in each schedule, from 2 to 5. */
  public static Policy pct(long seed) {
    return Pct.ofDrawnDepth(seed);
  }

  /**
   * Partial order sampling: a random priority for each step, drawn anew after a step that races
   * with it (Yuan et al., CAV 2018).
   */
  public static Policy pos(long seed) {
    return new Pos(seed);
  }

  /** Uniform random walk over interleavings, by learned counts of steps (ASPLOS 2025). */
  public static Policy urw(long seed) {
    return new Urw(seed);
  }

  /**
   * Selectively uniform random walk: uniform over the orders of the steps of some tasks (Zhao et
   * al., ASPLOS 2025).
   *
   * @param tasksOfInterest by name
   */
  public static Policy surw(long seed, Predicate<String> tasksOfInterest) {
    return new Surw(seed, tasksOfInterest);
  }

  /**
   * Selectively uniform random walk: uniform over the orders of the accesses to one shared thing,
   * drawn anew for each schedule (Zhao et al., ASPLOS 2025).
   */
  public static Policy surw(long seed) {
    return new AccessSurw(seed);
  }

  /**
   * The reads-from fuzzer: steers reads towards other writes, and keeps schedules with a new pair
   * of write and read (Wolff et al., ASPLOS 2024).
   */
  public static Policy rff(long seed) {
    return new Rff(seed);
  }

  /**
   * A number of deviations from the default order, at random places: delay bounding (Emmi et al.,
   * POPL 2011), sampled. All of them: {@link Systematic#maxDeviations}.
   *
   * @throws IllegalArgumentException if the number is negative
   */
  public static Policy delays(int deviations, long seed) {
    return DelaySampling.anywhere(deviations, seed);
  }

  /**
   * A number of preemptions, at random scheduling points; otherwise the default order. Preemption
   * bounding (Musuvathi, Qadeer, PLDI 2007), sampled.
   *
   * @throws IllegalArgumentException if the number is negative
   */
  public static Policy preemptions(int preemptions, long seed) {
    return DelaySampling.atPoints(preemptions, seed);
  }

  /**
   * The default of explorations: the default order first, and then SURW, a random walk,
   * preemptions, the reads-from fuzzer, URW, single deviations, PCT and POS in turn.
   */
  public static Policy portfolio(long seed) {
    return new Portfolio(seed);
  }

  /**
   * Replays a schedule. It throws a {@link DivergedException} at the first decision that the
   * program offers otherwise than it did.
   */
  public static Policy replay(Schedule schedule) {
    return new Replay(schedule, null);
  }

  /**
   * Replays as much of a schedule as the program still offers.
   *
   * @param told is told at the end, in a sentence, how much matched and what the first difference
   *     was
   */
  public static Policy lenientReplay(Schedule schedule, Consumer<String> told) {
    return new Replay(schedule, told);
  }

  /**
   * The policy of a name, as it may stand in a configuration: one of portfolio, fifo, lifo,
   * round-robin, random, pct, pct:DEPTH, pos, urw, surw, rff, delays, delays:NUMBER, preemptions,
   * preemptions:NUMBER, exhaustive, deviations:NUMBER.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Policy named(String name, long seed) {
    String[] parts = name.strip().toLowerCase(Locale.ROOT).split(":", 2);
    if (parts.length == 2) {
      return switch (parts[0]) {
        case "pct" -> pct(number(name, parts[1]), seed);
        case "delays" -> delays(number(name, parts[1]), seed);
        case "preemptions" -> preemptions(number(name, parts[1]), seed);
        case "deviations" -> Systematic.maxDeviations(number(name, parts[1]));
        default -> throw unknown(name);
      };
    }
    return switch (parts[0]) {
      case "portfolio" -> portfolio(seed);
      case "fifo" -> fifo();
      case "lifo" -> lifo();
      case "round-robin" -> roundRobin();
      case "random" -> random(seed);
      case "pct" -> pct(seed);
      case "pos" -> pos(seed);
      case "urw" -> urw(seed);
      case "surw" -> surw(seed);
      case "rff" -> rff(seed);
      case "delays" -> delays(DELAYS, seed);
      case "preemptions" -> preemptions(PREEMPTIONS, seed);
      case "exhaustive" -> Systematic.everything();
      default -> throw unknown(name);
    };
  }

  private static int number(String name, String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw unknown(name);
    }
  }

  private static IllegalArgumentException unknown(String name) {
    return new IllegalArgumentException(
        "There is no policy [" + name + "]. There are: " + NAMES + ".");
  }
}
