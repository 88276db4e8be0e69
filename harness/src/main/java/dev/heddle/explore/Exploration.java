package dev.heddle.explore;

import dev.heddle.schedule.Schedule;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;

/**
 * What an exploration has found.
 *
 * @param verdict whether the program passed
 * @param complete whether all schedules within the bound that was stated were run
 * @param schedules how many schedules were run
 * @param distinct how many different ones: exact for an exhaustive search, an estimate otherwise
 * @param steps how many steps they took
 * @param decisions the most decisions with more than one option that a run took; 0 if there was
 *     never a choice, since never more than one thread could go on
 * @param points the most scheduling points that a run came to, whether there was a choice or not
 * @param elapsed the real time that it took
 * @param outcomes the different outcomes, in the order in which they were found first; at most
 *     10,000
 * @param notKept how many schedules came to an outcome that is not among {@code outcomes}, which
 *     was full
 * @param failure the first failure, shrunk and explained; null if there was none, or if all
 *     outcomes were asked for
 * @param estimate how many schedules there may be; null unless the search was truncated
 * @param summary all of that in a line or two
 * @param <T> what the program returns
 */
@API(status = Status.EXPERIMENTAL)
public record Exploration<T extends @Nullable Object>(
    Verdict verdict,
    boolean complete,
    long schedules,
    long distinct,
    long steps,
    int decisions,
    int points,
    Duration elapsed,
    Map<Outcome<T>, Seen> outcomes,
    long notKept,
    @Nullable Failure failure,
    @Nullable Estimate estimate,
    String summary) {

  /** Whether a program passed. */
  public enum Verdict {
    /**
     * No schedule failed, and all were run, within the bound that was stated: every order in which
     * threads can go on at scheduling points and where they suspend.
     */
    ALL_PASSED,
    /** No schedule failed of those that were sampled. */
    SAMPLE_PASSED,
    /** No schedule failed, but the search was to be exhaustive and was not. */
    INCOMPLETE,
    /** A schedule failed. It has ended the search, unless all outcomes were asked for. */
    FAILED
  }

  /**
   * How often an outcome was seen, and when first.
   *
   * @param times how many schedules came to it
   * @param first the first of these schedules
   */
  public record Seen(long times, Schedule first) {}

  /** The values that the program returned. */
  public Set<T> values() {
    return outcomes.keySet().stream()
        .filter(outcome -> !outcome.isFailure())
        .map(Outcome::value)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The schedules of each outcome, in lines, most frequent first. */
  public String describeOutcomes() {
    return outcomes.entrySet().stream()
        .sorted((a, b) -> Long.compare(b.getValue().times(), a.getValue().times()))
        .map(
            entry ->
                String.format(
                    Locale.ROOT,
                    "%,10d  %s  first by %s",
                    entry.getValue().times(),
                    entry.getKey(),
                    entry.getValue().first()))
        .collect(Collectors.joining("\n", "", notKeptLine()));
  }

  private String notKeptLine() {
    return notKept == 0
        ? ""
        : String.format(
            Locale.ROOT,
            "\n%,10d  with other outcomes, of which there were too many to keep",
            notKept);
  }

  @Override
  public String toString() {
    return summary;
  }
}
