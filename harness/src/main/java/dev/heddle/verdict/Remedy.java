package dev.heddle.verdict;

import java.util.List;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * A setting by which a run that has failed could go on: a method of {@code LoopBuilder} or {@code
 * Explorer}, which test frameworks have in their own form.
 *
 * @param setting the name of the method
 * @param values its arguments; empty if they depend on the program, as limits do
 */
@API(status = Status.EXPERIMENTAL)
public record Remedy(String setting, List<String> values) {
  /** Copies the values. */
  public Remedy {
    values = List.copyOf(values);
  }

  /** A setting whose value depends on the program. */
  public static Remedy of(String setting) {
    return new Remedy(setting, List.of());
  }

  /** A setting with a value. */
  public static Remedy of(String setting, String value) {
    return new Remedy(setting, List.of(value));
  }
}
