package dev.heddle.junit.documents;

import dev.heddle.Loop;
import dev.heddle.LoopBuilder;
import dev.heddle.internal.core.SneakyThrow;
import dev.heddle.verdict.Problem;
import dev.heddle.verdict.VerdictError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One run of a program, and what came of it. */
final class Run {
  /** What is left over by whatever does not end, and so no news after a verdict. */
  private static final Set<Problem.Kind> LEFT =
      EnumSet.of(Problem.Kind.LEFT_PENDING, Problem.Kind.LEFT_RUNNING);

  private final MainMethod main;
  private final Options options;
  private final List<String> printed = Collections.synchronizedList(new ArrayList<>());
  private final List<Problem> problems = Collections.synchronizedList(new ArrayList<>());
  private @Nullable Throwable thrown;
  private @Nullable Loop used;
  private @Nullable Duration time;

  private Run(MainMethod main, Options options) {
    this.main = main;
    this.options = options;
    main.printTo(this::print);
  }

  /** Runs a program on a loop that is built so, or on none if it wants none. */
  static Run of(MainMethod main, Options options, LoopBuilder builder) {
    Run run = new Run(main, options);
    try {
      if (options.loop() == Options.OnLoop.NONE) {
        main.run(null);
      } else {
        run.onLoop(builder);
      }
    } catch (Throwable e) {
      run.thrown = e;
    }
    return run;
  }

  private void onLoop(LoopBuilder builder) {
    boolean nested = options.loop() == Options.OnLoop.NESTED;
    builder.nested(nested).problems(problems::add).<@Nullable Object>run(this::body);
  }

  private @Nullable Object body(Loop loop) throws Exception {
    used = loop;
    if (options.eager()) {
      loop.setEagerTasks(true);
    }
    try {
      main.run(loop);
    } catch (Throwable e) {
      throw SneakyThrow.rethrow(e);
    } finally {
      time = loop.time();
    }
    return null;
  }

  private void print(Object @Nullable [] values) {
    String text =
        values == null
            ? "null"
            : Arrays.stream(values).map(String::valueOf).collect(Collectors.joining(" "));
    text.lines().map(String::stripTrailing).forEach(printed::add);
    if (text.isEmpty()) {
      printed.add("");
    }
  }

  /** The lines that it printed. */
  List<String> printed() {
    return List.copyOf(printed);
  }

  /** What it threw; null if it returned. */
  @Nullable Throwable thrown() {
    return thrown;
  }

  /** The loop that it ran on; null if it did not get that far. */
  @Nullable Loop loop() {
    return used;
  }

  /** The virtual time until it ended, or until the loop did. */
  Duration time() {
    Duration atEnd = time;
    if (atEnd != null) {
      return atEnd;
    }
    return used == null ? Duration.ZERO : used.time();
  }

  /** What the loop has told that was not about slow steps, which the document may leave unsaid. */
  List<Problem> problems() {
    Set<Problem.Kind> stated = options.problems();
    return problems.stream()
        .filter(problem -> stated.contains(problem.kind()) || !isUnsaid(problem.kind()))
        .toList();
  }

  private boolean isUnsaid(Problem.Kind kind) {
    return kind == Problem.Kind.SLOW_STEP
        || (thrown instanceof VerdictError && LEFT.contains(kind));
  }
}
