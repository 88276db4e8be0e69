package dev.heddle.junit.jqwik;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.SampleReportingFormat;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.domains.DomainContextBase;
import net.jqwik.api.providers.ArbitraryProvider;
import net.jqwik.api.providers.TypeUsage;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;

/**
 * What the properties that opt in to it, by {@link OnLoop} or {@code @Domain}, can draw: a {@link
 * DrawnSchedule}, a {@link DrawnPolicy}, a {@link DrawnSeed}, a {@link ConcurrentProgram}. The edge
 * case of a schedule is the default order, of a program the empty one. {@code @Size(max = ...)}
 * says for how many decisions a schedule is drawn, and how many statements a program has.
 */
@API(status = Status.EXPERIMENTAL)
public final class HeddleDomain extends DomainContextBase {
  private static final int DECISIONS = 100;

  private static final int STATEMENTS = 20;

  /** Without {@code exhaustive} and {@code maxDeviations}, which need many runs. */
  private static final List<String> POLICIES =
      List.of("fifo", "lifo", "round-robin", "random", "pct", "pos", "urw", "delays");

  /** For jqwik. */
  public HeddleDomain() {}

  @Override
  public Collection<ArbitraryProvider> getArbitraryProviders() {
    return List.of(
        new Provider(DrawnSchedule.class, DECISIONS, HeddleDomain::schedules),
        new Provider(ConcurrentProgram.class, STATEMENTS, HeddleDomain::programs),
        new Provider(DrawnPolicy.class, 0, size -> policies()),
        new Provider(DrawnSeed.class, 0, size -> seeds()));
  }

  @Override
  public Collection<SampleReportingFormat> getReportingFormats() {
    return List.of(new ProgramFormat());
  }

  /**
   * Schedules for so many decisions at most; those that follow go in the default order.
   *
   * @throws IllegalArgumentException if the number is negative
   */
  public static Arbitrary<DrawnSchedule> schedules(int decisions) {
    return DrawnSchedules.upTo(notNegative("decisions", decisions));
  }

  /**
   * Programs of so many statements at most.
   *
   * @param kinds what they may be; a kind that is named twice is drawn twice as often; all kinds,
   *     if none are named
   * @throws IllegalArgumentException if the number is negative
   */
  public static Arbitrary<ConcurrentProgram> programs(int statements, Statement... kinds) {
    notNegative("statements", statements);
    return kinds.length == 0
        ? Programs.upTo(statements)
        : Programs.upTo(statements, List.of(kinds));
  }

  private static int notNegative(String what, int number) {
    if (number < 0) {
      throw new IllegalArgumentException(
          "There cannot be less than no " + what + ", and " + what + " is [" + number + "].");
    }
    return number;
  }

  /** Policies that are built in, with a seed each; the first edge case is the default order. */
  public static Arbitrary<DrawnPolicy> policies() {
    return Combinators.combine(Arbitraries.of(POLICIES), Arbitraries.longs().greaterOrEqual(0))
        .as(DrawnPolicy::new);
  }

  /** Seeds. */
  public static Arbitrary<DrawnSeed> seeds() {
    return Arbitraries.longs().greaterOrEqual(0).map(DrawnSeed::new);
  }

  /** Shows a program in both languages. */
  private static final class ProgramFormat implements SampleReportingFormat {
    @Override
    public boolean appliesTo(Object value) {
      return value instanceof ConcurrentProgram;
    }

    @Override
    public Object report(Object value) {
      return SampleReportingFormat.plainLabel(((ConcurrentProgram) value).inBothLanguages());
    }
  }

  /** Provides one type, of a size that a {@code @Size} may change. */
  private record Provider(Class<?> type, int size, IntFunction<Arbitrary<?>> arbitrary)
      implements ArbitraryProvider {
    private static final int PRIORITY = 10;

    @Override
    public boolean canProvideFor(TypeUsage target) {
      return target.isOfType(type);
    }

    @Override
    public Set<Arbitrary<?>> provideFor(TypeUsage target, SubtypeProvider subtypes) {
      int said = target.findAnnotation(Size.class).map(Provider::most).orElse(size);
      return Set.of(arbitrary.apply(said));
    }

    private static int most(Size size) {
      return size.value() > 0 ? size.value() : size.max() > 0 ? size.max() : size.min();
    }

    @Override
    public int priority() {
      return PRIORITY;
    }
  }
}
