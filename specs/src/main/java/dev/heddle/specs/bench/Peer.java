package dev.heddle.specs.bench;

import java.util.Arrays;
import java.util.concurrent.Callable;

/**
 * A harness that searches the two programs of {@link Peers}, in a JVM of its own, which prints its
 * figures.
 */
public interface Peer {
  /** The threads of the program without a bug. */
  int THREADS = 3;

  /** How many steps each of them takes. */
  int STEPS = 7;

  /** Runs the program without a bug in so many schedules; tells how many there were. */
  long steps(int schedules);

  /**
   * Runs two threads that lose updates, {@link #STEPS} each, in so many schedules, which nobody
   * looks at; tells how many there were.
   */
  long updates(int schedules);

  /** Searches the same with one update each until it fails; tells how many schedules it took. */
  long failure();

  /** Prints a line for each figure: its name and its value. */
  static void measure(Peer peer, int schedules) throws Exception {
    System.out.println("cold " + millis(peer::failure));
    System.out.println("steps " + rate(() -> peer.steps(schedules)));
    System.out.println("updates " + rate(() -> peer.updates(schedules)));
    System.out.println("warm " + median(() -> millis(peer::failure)));
    System.out.println("found " + peer.failure());
  }

  private static double rate(Callable<Long> search) throws Exception {
    return median(
        () -> {
          long start = System.nanoTime();
          long number = search.call();
          return number * 1e9 / (System.nanoTime() - start);
        });
  }

  private static double millis(Callable<Long> search) throws Exception {
    long start = System.nanoTime();
    search.call();
    return (System.nanoTime() - start) / 1e6;
  }

  /** Of three, after one that does not count. */
  private static double median(Callable<Double> figure) throws Exception {
    figure.call();
    double[] all = {figure.call(), figure.call(), figure.call()};
    Arrays.sort(all);
    return all[1];
  }
}
