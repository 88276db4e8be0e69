package dev.heddle.explore;

import java.util.Locale;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * About how many schedules a program has: D. E. Knuth, "Estimating the Efficiency of Backtrack
 * Programs", Mathematics of Computation 29, 1975. The mean, over random probes of the tree of
 * decisions, of the product of the numbers of options on the way.
 *
 * @param schedules the mean
 * @param error its standard error
 * @param probes how many probes there were
 */
@API(status = Status.EXPERIMENTAL)
public record Estimate(double schedules, double error, int probes) {
  private static final double AS_DIGITS = 1e6;
  private static final int PROBES = 100;

  /** Estimates the schedules of a program with at most {@code bound} deviations. */
  static Estimate of(DetailedRunner runner, int bound) {
    double[] products = new double[PROBES];
    for (int i = 0; i < PROBES; i++) {
      RandomProbe probe = new RandomProbe(i, bound);
      runner.run(probe);
      products[i] = probe.product();
    }
    return of(products);
  }

  /** Products are set in relation to the largest, since their squares may be too large. */
  static Estimate of(double... products) {
    double largest = 1;
    for (double product : products) {
      largest = Math.max(largest, Math.min(product, Double.MAX_VALUE));
    }
    double sum = 0;
    double squares = 0;
    for (double product : products) {
      double part = Math.min(1, product / largest);
      sum += part;
      squares += part * part;
    }
    int count = products.length;
    double mean = sum / count;
    double variance = Math.max(0, squares / count - mean * mean) / Math.max(1, count - 1);
    return new Estimate(largest * mean, largest * Math.sqrt(variance), count);
  }

  /** In words, for a search that has run so many schedules and is not complete. */
  String words(long run) {
    return schedules < run ? String.format(Locale.ROOT, "at least %,d", run) : toString();
  }

  @Override
  public String toString() {
    return "about "
        + number(schedules)
        + " (standard error "
        + number(error)
        + ", by "
        + probes
        + " random probes)";
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value < AS_DIGITS ? "%,.0f" : "%.1e", value);
  }
}
