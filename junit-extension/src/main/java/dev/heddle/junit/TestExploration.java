package dev.heddle.junit;

import dev.heddle.Loop;
import dev.heddle.LoopBuilder;
import dev.heddle.explore.Exploration;
import dev.heddle.explore.Explorer;
import dev.heddle.explore.ExplorerControl;
import dev.heddle.explore.Failure;
import dev.heddle.explore.Progress;
import dev.heddle.explore.ScheduleReport;
import dev.heddle.internal.engine.LoopThread;
import dev.heddle.internal.search.SearchSettings;
import dev.heddle.internal.testing.LoopParameters;
import dev.heddle.internal.testing.RunSettings;
import dev.heddle.internal.testing.Session;
import dev.heddle.internal.testing.SummaryLine;
import dev.heddle.internal.testing.TestSettings;
import dev.heddle.schedule.Schedule;
import dev.heddle.verdict.ProblemsError;
import java.lang.System.Logger.Level;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.TestAbortedException;

/** A test that is run in many schedules, each time with instances and a loop of its own. */
final class TestExploration {
  private static final System.Logger LOGGER = System.getLogger("dev.heddle");

  private final ExtensionContext context;

  private final TestSettings settings;

  private final KnownFailures known;

  /** The runs that are on their way: one for each carrier. */
  private final Map<Loop, Session> sessions = new ConcurrentHashMap<>();

  private final LoopParameters placeholders = new LoopParameters(Loop.create());

  /** Why a run was aborted; null if none was. */
  private volatile @Nullable TestAbortedException aborted;

  TestExploration(ExtensionContext context, TestSettings settings) {
    this.context = context;
    this.settings = settings;
    known = KnownFailures.of(context);
  }

  /** The run on the calling thread; null if there is none. */
  @Nullable Session session() {
    try {
      return sessions.get(Loop.current());
    } catch (IllegalStateException e) {
      return null;
    }
  }

  /** For JUnit's own call of a method, which is skipped, but whose parameters it wants first. */
  Object placeholder(Class<?> type) {
    return placeholders.get(type);
  }

  void run(Method test) throws Throwable {
    Lifecycle lifecycle = new Lifecycle(context, test, JupiterInternals.of(context));
    refuseUnfilledFields(lifecycle);
    Optional<Schedule> replay = settings.get(RunSettings.REPLAY);
    if (replay.isPresent()) {
      replay(lifecycle, replay.get());
    } else {
      refuseSharedInstance(lifecycle);
      explore(lifecycle);
    }
  }

  private void explore(Lifecycle lifecycle) throws Throwable {
    String id = context.getUniqueId();
    List<Schedule> failedBefore = known.of(id);
    Explorer explorer = explorer().progress(this::tell).first(failedBefore);
    Exploration<Boolean> exploration =
        explorer.exploreAttempts(builder -> runOnce(builder, lifecycle));
    keep(id, failedBefore, exploration);
    context.publishReportEntry("heddle", exploration.summary());
    ExplorerControl.throwIfFailed(
        explorer, exploration, schedule -> ReplayLine.of(context, schedule));
    if (aborted != null && exploration.outcomes().isEmpty()) {
      throw aborted;
    }
    if (settings.get(RunSettings.SUMMARY)
        && !Thread.currentThread().isInterrupted()) { // else a timeout fails it
      SummaryLine.print(name(), exploration);
    }
  }

  /** Of the test, as people know it; of one of many invocations with what JUnit calls that. */
  private String name() {
    String type = context.getRequiredTestClass().getName();
    String name =
        type.substring(type.lastIndexOf('.') + 1) + "." + context.getRequiredTestMethod().getName();
    return ReplayRequest.invocationOf(context).isPresent()
        ? name + " " + context.getDisplayName()
        : name;
  }

  /** One run, told as the search that found the schedule tells it. */
  private void replay(Lifecycle lifecycle, Schedule schedule) throws Throwable {
    List<String> told = new ArrayList<>();
    Failure failure =
        ExplorerControl.replay(
            explorer(),
            settings.replaying(schedule, told::add),
            builder -> runOnce(builder, lifecycle));
    told.forEach(words -> context.publishReportEntry("heddle", words));
    if (failure != null) {
      ScheduleReport.attach(failure, ReplayLine.of(context, schedule));
      throw failure.thrown();
    }
    if (aborted != null) {
      throw aborted;
    }
  }

  private Explorer explorer() {
    return settings.explorer().failures(this::isFailure);
  }

  private void refuseSharedInstance(Lifecycle lifecycle) {
    if (lifecycle.isShared() && settings.get(SearchSettings.THREADS) > 1) {
      throw new ExtensionConfigurationException(
          "Configuration error: test ["
              + context.getRequiredTestMethod()
              + "] is to be explored on "
              + settings.get(SearchSettings.THREADS)
              + " threads at once, but its class has one instance for all runs. Remove"
              + " @TestInstance(PER_CLASS), or explore on one thread.");
    }
  }

  private void refuseUnfilledFields(Lifecycle lifecycle) {
    if (lifecycle.mayHaveUnfilledFields()) {
      LoopThread.call(
          settings.stallTimeout(),
          () -> {},
          () -> {
            lifecycle.refuseUnfilledFields();
            return true;
          });
    }
  }

  private boolean isFailure(Throwable thrown) {
    if (thrown instanceof TestAbortedException e) {
      aborted = e;
      return false;
    }
    return true;
  }

  private void tell(Progress progress) {
    LOGGER.log(Level.INFO, context.getDisplayName() + ": " + progress);
  }

  private Boolean runOnce(LoopBuilder builder, Lifecycle lifecycle) throws Throwable {
    Session session = Session.ofRun(builder, settings.tolerated(), settings.stallTimeout());
    sessions.put(session.loop(), session);
    Throwable failure = null;
    try {
      lifecycle.run(
          (name, body) ->
              session.run(
                  name,
                  () -> {
                    body.run();
                    return null;
                  }));
    } catch (Throwable e) {
      failure = e;
    }
    try {
      end(session, failure);
    } finally {
      sessions.remove(session.loop());
    }
    return true;
  }

  private static void end(Session session, @Nullable Throwable failure) throws Throwable {
    ProblemsError problems = session.end(failure);
    if (failure != null) {
      if (problems != null) {
        failure.addSuppressed(problems);
      }
      throw failure;
    }
    if (problems != null) {
      throw problems;
    }
    if (session.diverged() != null) {
      throw session.diverged();
    }
  }

  private void keep(String id, List<Schedule> failedBefore, Exploration<?> exploration) {
    if (exploration.failure() != null) {
      known.put(id, exploration.failure().schedule(), exploration.failure().thrown());
    } else if (!failedBefore.isEmpty()) {
      known.remove(id);
    }
  }
}
