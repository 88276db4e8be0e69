package dev.heddle.junit.documents;

import dev.heddle.LoopBuilder;
import dev.heddle.explore.Exploration;
import dev.heddle.explore.Explorer;
import dev.heddle.explore.ExplorerControl;
import dev.heddle.internal.search.SearchSettings;
import dev.heddle.internal.settings.Settings;
import dev.heddle.schedule.Schedule;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Checks what a document says about all schedules of a program, by an exhaustive search. */
final class SearchCheck {
  private final Page page;
  private final Program program;
  private final ExpectedOutput expected;
  private final MainMethod main;
  private final RunCheck check;

  SearchCheck(Page page, Program program, ExpectedOutput expected, MainMethod main) {
    this.page = page;
    this.program = program;
    this.expected = expected;
    this.main = main;
    check = new RunCheck(page, program);
  }

  /** Searches; {@code told} gets what was done, in a sentence. */
  Exploration<?> run(Consumer<String> told) {
    Settings all =
        Settings.NONE
            .with(SearchSettings.EXHAUSTIVE, true)
            .with(SearchSettings.ACCEPT_INCOMPLETE, true);
    Explorer explorer = ExplorerControl.explorer(program.options().search().over(all));
    Exploration<List<String>> found = explorer.exploreAttempts(this::attempt);
    told.accept(found.summary());
    ExplorerControl.throwIfFailed(explorer, found, SearchCheck::replayLine);
    checkComplete(found);
    checkOutcomes(found);
    return found;
  }

  private static String replayLine(Schedule schedule) {
    return "replay: policy=" + schedule + " in the line of the program's fence";
  }

  private List<String> attempt(LoopBuilder builder) throws Throwable {
    Run run = Run.of(main, program.options(), builder);
    if (expected.mode() == ExpectedOutput.Mode.ALWAYS) {
      check.all(run);
      return run.printed();
    }
    return outcome(run);
  }

  private List<String> outcome(Run run) throws Throwable {
    check.unexpected(run);
    if (!expected.outcomes().contains(run.printed())) {
      throw Failures.differs(
          page,
          expected.block().line(),
          "A schedule prints something that is not among the stated outcomes.",
          ExpectedOutput.show(expected.outcomes()),
          String.join("\n", run.printed()));
    }
    check.rest(run);
    return run.printed();
  }

  private void checkComplete(Exploration<?> found) {
    if (found.complete() && expected.incomplete()) {
      throw Failures.wrong(
          page,
          expected.block().line(),
          "The search is complete: " + found.summary() + " Remove [incomplete].",
          null);
    }
    if (!found.complete() && !expected.incomplete()) {
      throw Failures.wrong(
          page,
          expected.block().line(),
          found.summary()
              + " Allow more with [schedules=...], limit the deviations with [maxDeviations=...], or add"
              + " [incomplete] after [output].",
          null);
    }
  }

  private void checkOutcomes(Exploration<List<String>> found) {
    if (expected.mode() != ExpectedOutput.Mode.OUTCOMES || !found.complete()) {
      return;
    }
    Set<List<String>> missing = new LinkedHashSet<>(expected.outcomes());
    missing.removeAll(found.values());
    if (!missing.isEmpty()) {
      Set<List<String>> seen = new LinkedHashSet<>(expected.outcomes());
      seen.retainAll(found.values());
      throw Failures.differs(
          page,
          expected.block().line(),
          "Some stated outcomes occur in no schedule. " + found.summary(),
          ExpectedOutput.show(expected.outcomes()),
          ExpectedOutput.show(seen));
    }
  }
}
