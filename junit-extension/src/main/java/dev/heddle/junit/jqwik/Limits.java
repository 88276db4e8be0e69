package dev.heddle.junit.jqwik;

import dev.heddle.Loop;
import dev.heddle.verdict.Problem;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import net.jqwik.api.JqwikException;
import net.jqwik.api.lifecycle.MethodLifecycleContext;

/**
 * How the loops of a property are to be: what its {@link OnLoop} says.
 *
 * @param tolerate problems that do not falsify a try
 * @param start the virtual wall clock at the start; empty: the loop's own default
 * @param stallTimeout how long, in real time, a loop may stand still
 * @param earlyTimeouts whether time may move on past what is ready
 * @param outside whether the loop may wait for what is outside of it
 */
record Limits(
    Set<Problem.Kind> tolerate,
    Optional<Instant> start,
    Duration stallTimeout,
    boolean earlyTimeouts,
    boolean outside) {
  /** So many steps a try may take. */
  static final long STEPS = 1_000_000;

  /** What the nearest annotation says: on the method, on its class, or on one around that. */
  static Limits of(MethodLifecycleContext context) {
    OnLoop said =
        context
            .findAnnotation(OnLoop.class)
            .orElseGet(() -> nearest(context.findAnnotationsInContainer(OnLoop.class)));
    return new Limits(
        Set.of(said.tolerate()),
        said.start().isEmpty()
            ? Optional.empty()
            : Optional.of(parse("start", said.start(), "2000-01-01T00:00:00Z", Instant::parse)),
        stallTimeout(said.stallTimeout()),
        said.earlyTimeouts(),
        said.outside());
  }

  private static OnLoop nearest(List<OnLoop> annotations) {
    return annotations.get(0);
  }

  private static Duration stallTimeout(String text) {
    Duration stallTimeout = parse("stallTimeout", text, "PT30S", Duration::parse);
    if (!stallTimeout.isPositive()) {
      throw wrong("stallTimeout", text, "PT30S");
    }
    return stallTimeout;
  }

  private static <T> T parse(String what, String text, String example, Function<String, T> parser) {
    try {
      return parser.apply(text.strip());
    } catch (DateTimeException e) {
      throw wrong(what, text, example);
    }
  }

  private static JqwikException wrong(String what, String text, String example) {
    return new JqwikException(
        "@OnLoop(" + what + " = [" + text + "]) is not understood: write it as [" + example + "].");
  }

  /** Says so about a loop. */
  Loop.Builder describe(Loop.Builder loop) {
    Loop.Builder described =
        loop.stallTimeout(stallTimeout).earlyTimeouts(earlyTimeouts).outside(outside);
    start.ifPresent(described::start);
    return described;
  }
}
