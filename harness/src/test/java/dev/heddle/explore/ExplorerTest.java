package dev.heddle.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.Loop;
import dev.heddle.Task;
import dev.heddle.Tasks;
import dev.heddle.explore.Exploration.Verdict;
import dev.heddle.schedule.Decision;
import dev.heddle.schedule.PointLevel;
import dev.heddle.schedule.Policies;
import dev.heddle.schedule.Policy;
import dev.heddle.schedule.Schedule;
import dev.heddle.verdict.DeadlockError;
import dev.heddle.verdict.LivelockError;
import dev.heddle.verdict.Problem.Kind;
import dev.heddle.verdict.ProblemsError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An exploration runs what it says, finds what there is, and says what it knows. */
class ExplorerTest {
  /** Tasks that take some steps each; the result is their interleaving. */
  static Loop.Body<String> grid(int tasks, int steps) {
    return loop -> {
      StringBuilder order = new StringBuilder();
      List<Task<String>> all = new ArrayList<>();
      for (int task = 0; task < tasks; task++) {
        char letter = (char) ('a' + task);
        all.add(
            loop.createTask(
                () -> {
                  for (int step = 0; step < steps; step++) {
                    if (step > 0) {
                      Thread.yield();
                    }
                    order.append(letter);
                  }
                  return "";
                }));
      }
      Tasks.gather(all).await();
      return order.toString();
    };
  }

  /** Two deposits, each in two steps; one is lost if they interleave. */
  static Loop.Body<Integer> deposits(int... yieldsBefore) {
    return loop -> {
      int[] balance = new int[1];
      List<Task<String>> all = new ArrayList<>();
      for (int i = 0; i < yieldsBefore.length; i++) {
        int yields = yieldsBefore[i];
        all.add(
            loop.createTask(
                "depositor " + i,
                () -> {
                  for (int y = 0; y < yields; y++) {
                    Thread.yield();
                  }
                  int read = balance[0];
                  Thread.yield();
                  balance[0] = read + 1;
                  return "";
                }));
      }
      Tasks.gather(all).await();
      if (balance[0] != yieldsBefore.length) {
        throw new IllegalStateException("balance " + balance[0]);
      }
      return balance[0];
    };
  }

  private static String report(Throwable thrown) {
    return Arrays.stream(thrown.getSuppressed())
        .filter(ScheduleReport.class::isInstance)
        .map(Throwable::getMessage)
        .findFirst()
        .orElse("");
  }

  // ---- exhaustive ---------------------------------------------------------------------------

  /** It counts exactly, on one carrier and on several. */
  @ParameterizedTest
  @CsvSource({"3,2,90,1", "2,5,252,1", "4,2,2520,1", "3,2,90,2", "2,5,252,3", "4,2,2520,2"})
  void countsExactly(int tasks, int steps, int expected, int carriers) {
    Exploration<String> all =
        Explorer.create().exhaustive().threads(carriers).check(grid(tasks, steps));
    assertEquals(Verdict.ALL_PASSED, all.verdict());
    assertTrue(all.complete());
    assertEquals(expected, all.schedules());
    assertEquals(expected, all.distinct());
    assertEquals(expected, all.values().size());
    assertEquals(String.format("All %,d schedules passed.", expected), all.summary());
  }

  /** Within a bound, it says the bound. */
  @Test
  void withinABound() {
    assertEquals(
        "All 10 schedules with at most 1 deviation passed.",
        Explorer.create().maxDeviations(1).check(grid(3, 2)).summary());
    assertEquals(
        "1 schedule with at most 0 deviations passed.",
        Explorer.create().maxDeviations(0).check(grid(3, 2)).summary());
  }

  /** A truncated search is incomplete, with an estimate that holds the truth. */
  @Test
  void truncated() {
    IncompleteError error =
        assertThrows(
            IncompleteError.class,
            () -> Explorer.create().exhaustive().schedules(100).check(grid(3, 3)));
    assertTrue(error.getMessage().startsWith("INCOMPLETE: 100 schedules passed, but not all"));
    assertTrue(error.getMessage().endsWith("or accept it (acceptIncomplete)."));
    Exploration<String> part =
        Explorer.create().exhaustive().schedules(100).acceptIncomplete(true).check(grid(3, 3));
    assertEquals(Verdict.INCOMPLETE, part.verdict());
    assertFalse(part.complete());
    Estimate estimate = part.estimate();
    assertEquals(1_680, estimate.schedules(), 4 * estimate.error());
    assertTrue(estimate.error() < 400, estimate.toString());
    assertTrue(
        estimate.toString().matches("about 1,\\d+ \\(standard error \\d+, by 100 random probes\\)"),
        estimate.toString());
  }

  /** The estimate of a bounded search is of the bounded one. */
  @Test
  void estimateWithinABound() {
    Exploration<String> part = Explorer.create().maxDeviations(1).schedules(3).explore(grid(3, 2));
    assertEquals(10, part.estimate().schedules(), 4 * part.estimate().error());
  }

  /** A program that spins can be searched, but not exhaustively. */
  @Test
  void spinning() {
    Exploration<String> part =
        Explorer.create()
            .exhaustive()
            .schedules(200)
            .decisionLimit(50)
            .explore(
                loop -> {
                  boolean[] ready = new boolean[1];
                  loop.createTask(() -> ready[0] = true);
                  while (!ready[0]) {
                    Thread.yield();
                  }
                  return "";
                });
    assertEquals(Verdict.INCOMPLETE, part.verdict());
    assertTrue(part.summary().contains("1 schedule took more than 50 decisions"), part.summary());
  }

  /** A program that never ends fails by a livelock. */
  @Test
  void livelock() {
    Exploration<String> spins =
        Explorer.create()
            .stepLimit(5_000)
            .schedules(1)
            .explore(
                loop -> {
                  while (true) {
                    Thread.yield();
                  }
                });
    assertEquals(LivelockError.class, spins.failure().thrown().getClass());
  }

  // ---- budgets ------------------------------------------------------------------------------

  /** Schedules, steps and time each end a search. */
  @Test
  void budgets() {
    Loop.Body<String> program = grid(3, 3);
    assertEquals(1_000, Explorer.create().check(program).schedules());
    assertEquals(7, Explorer.create().schedules(7).check(program).schedules());
    Exploration<String> bySteps = Explorer.create().steps(500).check(program);
    assertTrue(bySteps.steps() >= 500 && bySteps.steps() < 520, "steps " + bySteps.steps());
    assertTrue(
        bySteps.summary().contains("; it reached the limit of 500 steps."), bySteps.summary());
    Exploration<String> byTime = Explorer.create().time(Duration.ofMillis(50)).check(program);
    assertTrue(byTime.elapsed().toMillis() >= 50);
    assertTrue(byTime.summary().contains("; the time ran out."), byTime.summary());
    assertTrue(
        Explorer.create()
            .exhaustive()
            .steps(100)
            .explore(program)
            .summary()
            .contains("not all were run: it reached the limit of 100 steps."));
  }

  /** A sample is called one. */
  @Test
  void sample() {
    Exploration<String> sample = Explorer.create().schedules(500).check(grid(3, 2));
    assertEquals(Verdict.SAMPLE_PASSED, sample.verdict());
    assertTrue(sample.distinct() > 75 && sample.distinct() <= 92, sample.summary());
    assertTrue(
        sample.summary().matches("500 schedules passed, about \\d+ of them distinct. This is a.*"));
  }

  /** The number of distinct schedules is right within some percent. */
  @Test
  void distinct() {
    Exploration<String> sample =
        Explorer.create().schedules(20_000).policy("urw").explore(grid(5, 4));
    assertTrue(Math.abs(sample.distinct() - 20_000) < 1_500, sample.summary());
  }

  // ---- finding, shrinking, explaining -----------------------------------------------------------

  /** Every policy that searches finds a race, shrinks it to the same, and knows its depth. */
  @ParameterizedTest
  @ValueSource(strings = {"portfolio", "random", "pct", "pos", "urw", "delays", "deviations:2"})
  void finds(String policy) {
    Exploration<Integer> exploration =
        Explorer.create().policy(policy).seed(1).explore(deposits(0, 2));
    Failure failure = exploration.failure();
    assertEquals(Verdict.FAILED, exploration.verdict());
    assertEquals("balance 1", failure.thrown().getMessage());
    assertEquals(2, failure.depth().getAsInt());
    assertEquals(2, failure.schedule().deviations().size());
    assertTrue(failure.minimal());
    assertTrue(failure.flipped().isPresent());
    Schedule nearest = failure.nearest().orElseThrow();
    assertEquals(1, nearest.deviations().size());
    assertEquals(2, Loop.builder().policy(Policies.replay(nearest)).run(deposits(0, 2)));
  }

  /** The blind order misses it. */
  @Test
  void passesInTheDocumentedOrder() {
    assertEquals(2, Loop.run(deposits(0, 2)));
    assertEquals(
        Verdict.SAMPLE_PASSED, Explorer.create().policy("fifo").explore(deposits(0, 2)).verdict());
  }

  /** The report, to the letter. */
  @Test
  void report() {
    IllegalStateException thrown =
        assertThrows(
            IllegalStateException.class,
            () -> Explorer.create().maxDeviations(2).points(PointLevel.NONE).check(deposits(0, 2)));
    assertEquals(
        """
        Schedule 3 failed with 2 changes of order; fewer are not enough:
          step 4: depositor 1 goes before depositor 0
          step 5: depositor 1 goes before depositor 0
        It passes if depositor 0 goes before depositor 1 at step 5.

        step  time  Task-1  depositor 0  depositor 1
           1    0s  awaits gather of [depositor 0, deposito…  ExplorerTest.java:NN
           2    0s  yields  ExplorerTest.java:NN
           3    0s  yields  ExplorerTest.java:NN
           4    0s  » yields  ExplorerTest.java:NN
           5    0s  » yields  ExplorerTest.java:NN
           6    0s  returns
           7    0s  returns
           8    0s  fails with IllegalStateException
        replay: Loop.builder().policy(Policies.replay(Schedule.parse("TOKEN"))).run(...)"""
            .replaceAll(" {2,}", "  "),
        report(thrown)
            .replaceAll("java:\\d+", "java:NN")
            .replaceAll("h\\d\\.[\\w-]+", "TOKEN")
            .replaceAll(" {2,}", "  "));
  }

  /** No line of the table is longer than 100, however many tasks there are and whatever they do. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5, 12})
  void narrowTables(int tasks) {
    Loop.Body<String> program =
        loop -> {
          List<Task<String>> all = new ArrayList<>();
          for (int i = 0; i < tasks; i++) {
            all.add(
                loop.createTask(
                    "a task that has a long name, as many have, with number " + i,
                    () -> {
                      Thread.yield();
                      return "";
                    }));
          }
          Tasks.gather(all).await();
          throw new IllegalStateException("always");
        };
    String report = Explorer.create().explore(program).failure().report();
    String table = report.substring(report.indexOf("step  time"));
    assertTrue(table.lines().allMatch(line -> line.length() <= 100), table);
    assertTrue(
        table.contains("number " + (tasks - 1)) || table.contains("er " + (tasks - 1)), table);
  }

  /** Two timers that are due are told apart. */
  @Test
  void timersAreNumbered() {
    String report =
        assertThrows(
                ProblemsError.class,
                () ->
                    Explorer.create()
                        .check(
                            loop -> {
                              List<Integer> order = new ArrayList<>();
                              for (int i = 0; i < 2; i++) {
                                int number = i;
                                loop.callLater(Duration.ofSeconds(1), () -> order.add(number));
                              }
                              loop.callLater(
                                  Duration.ofSeconds(2), () -> assertEquals(List.of(0, 1), order));
                              Tasks.sleep(Duration.ofSeconds(3));
                              return "";
                            }))
            .getSuppressed()[0]
            .getMessage();
    assertTrue(
        report.matches("(?s).*: timer \\(number \\d+\\) goes before timer \\(number \\d+\\).*"),
        report);
  }

  /** A failure in the default order is one, and what would pass is told. */
  @Test
  void failsInTheDocumentedOrder() {
    Failure failure = Explorer.create().explore(deposits(0, 0)).failure();
    assertTrue(failure.schedule().isDefaultOrder());
    assertEquals(0, failure.depth().getAsInt());
    assertTrue(failure.report().startsWith("It fails in the default order.\nIt passes if "));
  }

  /** A failure that no single deviation avoids has no order to blame. */
  @Test
  void alwaysFails() {
    Failure failure =
        Explorer.create()
            .explore(
                loop -> {
                  throw new IllegalStateException("always");
                })
            .failure();
    assertTrue(failure.flipped().isEmpty());
    assertTrue(failure.report().startsWith("It fails in the default order.\n\nstep"));
  }

  /** Shrinking does not slip to another failure that is easier to have. */
  @Test
  void keepsToTheSameFailure() {
    Loop.Body<String> program =
        loop -> {
          String order = grid(3, 2).run(loop);
          if (order.startsWith("cc")) {
            throw new IllegalArgumentException("rare");
          }
          if (order.startsWith("b")) {
            throw new IllegalStateException("easy");
          }
          return order;
        };
    Schedule rare = null;
    for (long seed = 0; rare == null; seed++) {
      Exploration<String> found =
          Explorer.create().policy("random").seed(seed).schedules(1).explore(program);
      if (found.failure() != null && found.failure().thrown() instanceof IllegalArgumentException) {
        rare = found.failure().schedule();
        assertEquals(2, found.failure().depth().getAsInt());
      }
    }
    assertEquals(2, rare.deviations().size());
  }

  /** A large schedule is shrunk to the few turns that matter. */
  @Test
  void shrinksALargeSchedule() {
    Loop.Body<Integer> program = deposits(0, 30, 60, 90, 120);
    Failure failure = Explorer.create().policy("random").schedules(200).explore(program).failure();
    assertTrue(failure.found().deviations().size() > 50);
    assertTrue(failure.schedule().deviations().size() <= 40, failure.report());
    assertTrue(failure.minimal(), failure.report());
  }

  /** Shrinking ends at its budget, and says so. */
  @Test
  void shrinkingHasABudget() {
    Failure failure =
        Explorer.create().policy("random").shrinkRuns(1).seed(5).explore(deposits(0, 9)).failure();
    assertTrue(failure.depth().isEmpty());
    assertFalse(failure.minimal());
    assertTrue(failure.report().contains("fewer may be"), failure.report());
  }

  /** A deadlock is found, and told as one. */
  @Test
  void deadlock() {
    Failure failure =
        Explorer.create()
            .explore(
                loop -> {
                  Semaphore left = new Semaphore(1);
                  Semaphore right = new Semaphore(1);
                  Task<String> a = loop.createTask("a", () -> both(left, right, 0));
                  Task<String> b = loop.createTask("b", () -> both(right, left, 2));
                  return Tasks.gather(a, b).await();
                })
            .failure();
    assertEquals(DeadlockError.class, failure.thrown().getClass());
    assertEquals(2, failure.depth().getAsInt());
  }

  private static String both(Semaphore first, Semaphore second, int yields) throws Exception {
    for (int i = 0; i < yields; i++) {
      Thread.yield();
    }
    first.acquire();
    Thread.yield();
    second.acquire();
    second.release();
    first.release();
    return "";
  }

  /** Problems are failures, unless tolerated. */
  @Test
  void problems() {
    Loop.Body<String> program =
        loop -> {
          loop.createTask(
              () -> {
                throw new IllegalStateException("unseen");
              });
          Tasks.sleep(Duration.ofSeconds(1));
          return "";
        };
    assertThrows(ProblemsError.class, () -> Explorer.create().check(program));
    assertNotNull(Explorer.create().tolerate(Kind.NEVER_RETRIEVED).check(program));
  }

  /** What is no failure is no outcome either. */
  @Test
  void notAFailure() {
    Exploration<Integer> exploration =
        Explorer.create()
            .failures(thrown -> !(thrown instanceof IllegalStateException))
            .check(deposits(0, 2));
    assertNull(exploration.failure());
    assertEquals(Set.of(2), exploration.values());
  }

  // ---- replay -------------------------------------------------------------------------------

  /** The schedule of a failure replays it: the same exception, the same trace. */
  @Test
  void replays() {
    Failure failure = Explorer.create().explore(deposits(0, 3)).failure();
    String token = failure.schedule().token();
    for (int i = 0; i < 20; i++) {
      Loop[] loop = new Loop[1];
      IllegalStateException again =
          assertThrows(
              IllegalStateException.class,
              () ->
                  Loop.builder()
                      .policy(Policies.replay(Schedule.parse(token)))
                      .sites(true)
                      .onBuilt(built -> loop[0] = built)
                      .run(deposits(0, 3)));
      assertEquals("balance 1", again.getMessage());
      assertEquals(failure.trace(), loop[0].trace());
    }
  }

  /** The same search finds the same, to the letter. */
  @Test
  void searchesAreDeterministic() {
    String report = Explorer.create().seed(3).explore(deposits(0, 3, 5)).failure().report();
    for (int i = 0; i < 10; i++) {
      assertEquals(report, Explorer.create().seed(3).explore(deposits(0, 3, 5)).failure().report());
    }
  }

  /** What failed before is tried first. */
  @Test
  void knownSchedulesComeFirst() {
    Schedule known = Explorer.create().explore(deposits(0, 3)).failure().schedule();
    Exploration<Integer> again = Explorer.create().first(List.of(known)).explore(deposits(0, 3));
    assertEquals(1, again.schedules());
    assertTrue(again.failure().report().startsWith("A schedule that failed before failed again"));
  }

  // ---- outcomes -----------------------------------------------------------------------------

  /** All outcomes, failures among them, and how often there were. */
  @Test
  void outcomes() {
    Exploration<Integer> all = Explorer.create().exhaustive().outcomes(deposits(0, 1));
    assertTrue(all.complete());
    assertEquals(2, all.outcomes().size());
    assertEquals(Set.of(2), all.values());
    assertEquals(
        all.schedules(), all.outcomes().values().stream().mapToLong(Exploration.Seen::times).sum());
    assertTrue(all.describeOutcomes().contains("IllegalStateException at ExplorerTest.java:"));
    assertTrue(all.summary().endsWith(" schedules were run, with failures."), all.summary());
  }

  /** A stated set of outcomes holds, or the difference is told. */
  @Test
  void statedOutcomes() {
    Explorer.create()
        .checkOutcomes(Set.of("aabb", "abab", "abba", "baab", "baba", "bbaa"), grid(2, 2));
    OutcomesError error =
        assertThrows(
            OutcomesError.class,
            () -> Explorer.create().checkOutcomes(Set.of("ab", "other"), grid(2, 1)));
    assertEquals(
        """
        The outcomes over 2 schedules are not those that were stated:
          not expected: ba, by schedule TOKEN
          never seen:   other""",
        error.getMessage().replaceAll("h2\\.[\\w-]+", "TOKEN"));
    assertThrows(
        IncompleteError.class,
        () ->
            Explorer.create()
                .exhaustive()
                .schedules(2)
                .checkOutcomes(Set.of("aabb", "abab", "abba", "baab", "baba", "bbaa"), grid(2, 2)));
    assertThrows(
        OutcomesError.class,
        () -> Explorer.create().checkOutcomes(Set.of(2), deposits(0, 1)),
        "a failure is never expected");
  }

  // ---- what is not deterministic ------------------------------------------------------------

  /** State that is carried over is found out, with the likely cause. */
  @Test
  void carriedOver() {
    AtomicInteger runs = new AtomicInteger();
    NondeterminismError error =
        assertThrows(
            NondeterminismError.class,
            () ->
                Explorer.create()
                    .policy("random")
                    .explore(
                        loop -> {
                          grid(4, 4).run(loop);
                          if (runs.incrementAndGet() == 21) {
                            throw new IllegalStateException("once");
                          }
                          return "";
                        }));
    assertTrue(
        error.getMessage().contains("and when it was run again, twice, it passed. Probably"),
        error.getMessage());
    assertEquals("once", error.getCause().getMessage());
  }

  /** A delay that is another each time is found out, with the step. */
  @Test
  void uncontrolledTime() {
    AtomicInteger runs = new AtomicInteger();
    NondeterminismError error =
        assertThrows(
            NondeterminismError.class,
            () ->
                Explorer.create()
                    .explore(
                        loop -> {
                          Tasks.sleep(Duration.ofMillis(runs.incrementAndGet()));
                          throw new IllegalStateException("always");
                        }));
    assertTrue(error.getMessage().contains("Step 1 was [0s Task-1 sleeps 2ms"), error.getMessage());
  }

  /** An order that comes from identity hash codes is found out. */
  @Test
  void identityHashCodes() {
    NondeterminismError error =
        assertThrows(
            NondeterminismError.class,
            () ->
                Explorer.create()
                    .explore(
                        loop -> {
                          Set<Object> set = new HashSet<>();
                          Map<Object, String> names = new HashMap<>();
                          for (int i = 0; i < 20; i++) {
                            Object key = new Object();
                            set.add(key);
                            names.put(key, "task " + i);
                          }
                          List<Task<String>> all = new ArrayList<>();
                          set.forEach(key -> all.add(loop.createTask(names.get(key), () -> "")));
                          Tasks.gather(all).await();
                          throw new IllegalStateException("always");
                        }));
    assertTrue(
        error.getMessage().contains("Probably the order of a hash set or map of objects"),
        error.getMessage());
  }

  /** An exhaustive search notices it without any failure. */
  @Test
  void unsteadyOffers() {
    AtomicInteger runs = new AtomicInteger();
    NondeterminismError error =
        assertThrows(
            NondeterminismError.class,
            () ->
                Explorer.create()
                    .exhaustive()
                    .explore(loop -> grid(2 + runs.incrementAndGet() % 2, 2).run(loop)));
    assertTrue(
        error.getMessage().startsWith("Not deterministic: two runs in the default order differ"),
        error.getMessage());
  }

  // ---- policies -----------------------------------------------------------------------------

  /** One that takes its seed. */
  static final class Seeded implements Policy {
    static final Set<Long> SEEDS = ConcurrentHashMap.newKeySet();

    Seeded(long seed) {
      SEEDS.add(seed);
    }

    @Override
    public int choose(Decision decision) {
      return 0;
    }
  }

  /** One without. */
  static final class Plain implements Policy {
    @Override
    public int choose(Decision decision) {
      return decision.size() - 1;
    }
  }

  /** Policies of the user's own are plugged in by class, by instance and by function. */
  @Test
  void ownPolicies() {
    Explorer.create().seed(77).policy(Seeded.class).schedules(3).check(grid(2, 2));
    assertTrue(Seeded.SEEDS.contains(77L));
    assertEquals(
        3, Explorer.create().policy(Plain.class).schedules(3).check(grid(2, 2)).schedules());
    assertEquals(Set.of("bbaa"), Explorer.create().policy(new Plain()).check(grid(2, 2)).values());
    assertEquals(
        Set.of("bbaa"),
        Explorer.create().policies(seed -> Policies.lifo()).threads(2).check(grid(2, 2)).values());
  }

  /** Mistakes in the description are told. */
  @Test
  void badDescriptions() {
    assertEquals(
        "schedules must be a positive number, and is [0].",
        assertThrows(IllegalArgumentException.class, () -> Explorer.create().schedules(0))
            .getMessage());
    assertEquals(
        "time must be a positive duration, such as 30 s or PT30S, and is [PT-0.000000001S].",
        assertThrows(
                IllegalArgumentException.class, () -> Explorer.create().time(Duration.ofNanos(-1)))
            .getMessage());
    assertTrue(
        assertThrows(
                IllegalArgumentException.class,
                () -> Explorer.create().policy(new Plain()).threads(2).explore(grid(1, 1)))
            .getMessage()
            .startsWith("A policy that is one object can serve one thread"));
    assertTrue(
        assertThrows(IllegalArgumentException.class, () -> Explorer.create().policy(Policy.class))
            .getMessage()
            .contains("has no constructor that takes a long, its seed, or nothing"));
  }

  /** Of what says which schedules to run one may be set, in whatever order. */
  @Test
  void contradictions() {
    assertContradicts(
        Explorer.create().exhaustive().maxDeviations(2), "exhaustive", "maxDeviations");
    assertContradicts(
        Explorer.create().maxDeviations(2).exhaustive(), "exhaustive", "maxDeviations");
    assertContradicts(Explorer.create().policy("pct").exhaustive(), "exhaustive", "policy");
    assertContradicts(Explorer.create().exhaustive().policy("pct"), "exhaustive", "policy");
  }

  private static void assertContradicts(Explorer explorer, String one, String other) {
    assertEquals(
        one + " and " + other + ". Each of them says which schedules to run: keep one.",
        assertThrows(IllegalArgumentException.class, () -> explorer.explore(grid(1, 1)))
            .getMessage());
  }

  /** A search inside a loop is refused. */
  @Test
  void insideALoop() {
    IllegalStateException error =
        assertThrows(
            IllegalStateException.class,
            () -> Loop.run(loop -> Explorer.create().explore(grid(1, 1))));
    assertEquals(
        "A search cannot run inside a running event loop. Run it outside of the loop.",
        error.getMessage());
  }

  /** A step that blocks in real time ends the search, with its frame. */
  @Test
  void blocked() {
    Throwable error =
        assertThrows(
            dev.heddle.verdict.BlockedError.class,
            () ->
                Explorer.create()
                    .points(PointLevel.NONE) // at a point it would be seen to spin
                    .stallTimeout(Duration.ofMillis(200))
                    .explore(
                        loop -> {
                          long spins = 0;
                          while (!Thread.currentThread().isInterrupted()) {
                            spins++;
                          }
                          return spins;
                        }));
    assertTrue(error.getMessage().contains("ExplorerTest"), error.getMessage());
  }

  /** An interrupt of the caller ends a search at the next schedule. */
  @Test
  void interrupted() throws Exception {
    List<Exploration<String>> result = new ArrayList<>();
    Thread searcher =
        new Thread(
            () ->
                result.add(
                    Explorer.create().schedules(Long.MAX_VALUE).threads(2).explore(grid(2, 2))));
    searcher.start();
    Thread.sleep(200);
    searcher.interrupt();
    searcher.join();
    assertTrue(result.get(0).summary().contains("; it was interrupted."), result.get(0).summary());
  }

  /** Progress is told, in time intervals that double, with an estimate where all is searched. */
  @Test
  void progressIsTold() {
    List<Progress> sampled = new ArrayList<>();
    Explorer.create()
        .firstProgress(Duration.ofMillis(10))
        .time(Duration.ofMillis(400))
        .progress(sampled::add)
        .check(grid(3, 3));
    assertTrue(sampled.size() >= 3 && sampled.size() <= 6, sampled.toString());
    assertNull(sampled.get(0).estimate());
    assertNotNull(sampled.get(2).left());
    List<Progress> exhaustive = new ArrayList<>();
    Explorer.create()
        .firstProgress(Duration.ofMillis(10))
        .exhaustive()
        .time(Duration.ofMillis(400))
        .acceptIncomplete(true)
        .progress(exhaustive::add)
        .check(grid(4, 4));
    assertTrue(exhaustive.get(0).estimate().schedules() > 1e7, exhaustive.toString());
  }

  /** Progress is a line with everything that is known. */
  @Test
  void progress() {
    assertEquals(
        "1,000 schedules (about 900 distinct) in 10 s, 100 a second; about 20 s left",
        new Progress(1_000, 900, Duration.ofSeconds(10), null, Duration.ofSeconds(20)).toString());
    assertEquals(
        "1,000 schedules (about 1,000 distinct) in 10 s, 100 a second; there are about 5,000"
            + " (standard error 10, by 3 random probes)",
        new Progress(1_000, 1_000, Duration.ofSeconds(10), new Estimate(5_000, 10, 3), null)
            .toString());
  }
}
