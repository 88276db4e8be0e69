package dev.heddle.explore;

import java.util.Locale;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * About how many schedules a program has: D. E. Knuth, "Estimating the Efficiency of Backtrack
 * Programs", Mathematics of Computation 29, 1975. The mean, over random descents into the tree of
 * decisions, of the product of the numbers of options on the way.
 *
 * @param schedules the mean
 * @param error its standard error
 * @param descents how many descents there were
 */
@API(status = Status.EXPERIMENTAL)
public record Estimate(double schedules, double error, int descents) {
  private static final double AS_DIGITS = 1e6;
  private static final int DESCENTS = 100;

  /** Estimates the schedules of a program with at most {@code bound} deviations. */
  static Estimate of(Trials trials, int bound) {
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < DESCENTS; i++) {
      Descent descent = new Descent(i, bound);
      trials.run(descent);
      sum += descent.product();
      squares += descent.product() * descent.product();
    }
    double mean = sum / DESCENTS;
    double variance = Math.max(0, squares / DESCENTS - mean * mean) / (DESCENTS - 1);
    return new Estimate(mean, Math.sqrt(variance), DESCENTS);
  }

  @Override
  public String toString() {
    return "about "
        + number(schedules)
        + " (standard error "
        + number(error)
        + ", by "
        + descents
        + " random descents)";
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value < AS_DIGITS ? "%,.0f" : "%.1e", value);
  }
}
