package dev.heddle.explore;

import dev.heddle.LoopBuilder;
import dev.heddle.internal.engine.LoopThread;
import dev.heddle.internal.statics.StaticChanges;
import dev.heddle.internal.statics.StaticState;
import dev.heddle.schedule.Policies;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A program whose static state is put back before each run, unless that is switched off or several
 * runs go on at once.
 *
 * @param <T> what the program returns
 */
final class CleanStatics<T extends @Nullable Object> implements UnevenAttempt<T> {
  /** An error names so many changes at most. */
  private static final int NAMED = 5;

  private final Plan plan;

  private final Attempt<T> program;

  /** Null: nothing is put back. */
  private @Nullable StaticState state;

  CleanStatics(Plan plan, Attempt<T> program) {
    this.plan = plan;
    this.program = program;
  }

  /**
   * Does what runs the program again and again.
   *
   * @throws NondeterminismError if that does, with the static state that it comes from, if that is
   *     known
   */
  <R extends @Nullable Object> R during(Supplier<R> runs) {
    state = plan.freshStatics() ? StaticState.begin() : null;
    try {
      return runs.get();
    } catch (NondeterminismError e) {
      throw named(e);
    } finally {
      if (state != null) {
        state.end();
      }
    }
  }

  @Override
  public T run(LoopBuilder loop) throws Throwable {
    if (state != null) {
      state.putBack();
    }
    return program.run(loop);
  }

  @Override
  public boolean isChangedByInitialiser() {
    return state != null && state.isChangedByInitialiser();
  }

  private NondeterminismError named(NondeterminismError error) {
    List<String> changes = new ArrayList<>();
    try {
      LoopThread.call(plan.stallTimeout(), () -> {}, () -> changes.addAll(changesOfOneRun()));
    } catch (RuntimeException | Error e) {
      return error; // it says enough without them
    }
    StringBuilder words = new StringBuilder();
    if (!changes.isEmpty()) {
      words
          .append(state == null ? whyNot() : "One run changes what is not put back: ")
          .append(String.join("; ", changes.subList(0, Math.min(NAMED, changes.size()))))
          .append(changes.size() > NAMED ? "; and " + (changes.size() - NAMED) + " more. " : ". ");
    }
    if (state != null && !state.lost().isEmpty()) {
      words.append("Not put back: ").append(String.join("; ", state.lost())).append(". ");
    }
    return words.isEmpty() ? error : error.with(words.toString());
  }

  private String whyNot() {
    return plan.threads() > 1
        ? "Static state is not put back on several threads, and one run changes: "
        : "Static state is not put back (freshStatics), and one run changes: ";
  }

  private List<String> changesOfOneRun() {
    StaticChanges changes = StaticChanges.watch();
    ProgramRunner.plain(plan, this).run(Policies.fifo());
    if (state != null) {
      state.putBack();
    }
    return changes.words();
  }
}
