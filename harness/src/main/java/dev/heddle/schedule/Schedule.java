package dev.heddle.schedule;

import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * The decisions of a run, as its deviations from the default order: a schedule without any is the
 * default order. Immutable; its {@linkplain #token() token} is text to replay it from.
 *
 * @param deviations where another option than the first was taken, in order
 * @param decisions how many decisions with more than one option the run took
 * @param check a number made from all that was offered
 * @param points where the run had its scheduling points
 */
@API(status = Status.EXPERIMENTAL)
public record Schedule(List<Deviation> deviations, int decisions, int check, Points points) {
  /**
   * A decision that took another option than the default order.
   *
   * @param at the number of the decision among those with more than one option, from 0
   * @param option the option that was taken, from 1
   * @param of how many options there were
   * @param check a number made from all that was offered up to here, from 0 to 255
   */
  public record Deviation(int at, int option, int of, int check) {}

  /** Copies the deviations. */
  public Schedule {
    deviations = List.copyOf(deviations);
  }

  /** The decisions of a run without scheduling points. */
  public Schedule(List<Deviation> deviations, int decisions, int check) {
    this(deviations, decisions, check, Points.NONE);
  }

  /**
   * Reads a token.
   *
   * @throws BadTokenException if it is damaged, not a token, or made by a newer version
   */
  public static Schedule parse(String token) {
    return Token.decode(token);
  }

  /** Whether it is the default order. */
  public boolean isDefaultOrder() {
    return deviations.isEmpty();
  }

  /**
   * Text from which it can be replayed, in any JVM: letters, digits, {@code -}, {@code _} and one
   * dot. 11 characters and some 5 to 6 for each deviation, and as many for each shared field.
   */
  public String token() {
    return Token.encode(this);
  }

  @Override
  public String toString() {
    return token();
  }
}
