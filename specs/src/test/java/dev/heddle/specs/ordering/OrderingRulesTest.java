package dev.heddle.specs.ordering;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Every rule holds for every program, under every schedule that it speaks of. */
class OrderingRulesTest {
  @Provide
  Arbitrary<List<Op>> programs() {
    return Drawn.programs();
  }

  @Provide
  Arbitrary<List<Integer>> choices() {
    return Drawn.choices();
  }

  private static void holds(String rule, List<Op> program, List<Integer> choices) {
    Rule named = Rules.named(rule);
    assertTrue(named.holdsFor(program, choices), named.sentence());
  }

  @Property
  void creationOrder(
      @ForAll("programs") List<Op> program, @ForAll("choices") List<Integer> choices) {
    holds("creation-order", program, choices);
  }

  @Property
  void lazyStart(@ForAll("programs") List<Op> program, @ForAll("choices") List<Integer> choices) {
    holds("lazy-start", program, choices);
  }

  @Property
  void eagerStart(@ForAll("programs") List<Op> program, @ForAll("choices") List<Integer> choices) {
    holds("eager-start", program, choices);
  }

  @Property
  void runsOnce(@ForAll("programs") List<Op> program, @ForAll("choices") List<Integer> choices) {
    holds("runs-once", program, choices);
  }

  @Property
  void currentTask(@ForAll("programs") List<Op> program, @ForAll("choices") List<Integer> choices) {
    holds("current-task", program, choices);
  }

  @Property
  void tasksAreListed(
      @ForAll("programs") List<Op> program, @ForAll("choices") List<Integer> choices) {
    holds("tasks-are-listed", program, choices);
  }

  @Property
  void noPreemption(
      @ForAll("programs") List<Op> program, @ForAll("choices") List<Integer> choices) {
    holds("no-preemption", program, choices);
  }

  @Property
  void coroutineCall(
      @ForAll("programs") List<Op> program, @ForAll("choices") List<Integer> choices) {
    holds("coroutine-call", program, choices);
  }

  @Property
  void coroutineReturn(
      @ForAll("programs") List<Op> program, @ForAll("choices") List<Integer> choices) {
    holds("coroutine-return", program, choices);
  }

  @Property
  void yieldsTakeTurns(
      @ForAll("programs") List<Op> program, @ForAll("choices") List<Integer> choices) {
    holds("yields-take-turns", program, choices);
  }

  @Property
  void awaitOfDone(@ForAll("programs") List<Op> program, @ForAll("choices") List<Integer> choices) {
    holds("await-of-done", program, choices);
  }

  @Property
  void awaitWaits(@ForAll("programs") List<Op> program, @ForAll("choices") List<Integer> choices) {
    holds("await-waits", program, choices);
  }

  @Property
  void awaitResult(@ForAll("programs") List<Op> program, @ForAll("choices") List<Integer> choices) {
    holds("await-result", program, choices);
  }

  @Property
  void awaitFailure(
      @ForAll("programs") List<Op> program, @ForAll("choices") List<Integer> choices) {
    holds("await-failure", program, choices);
  }

  @Property
  void waitersInOrder(
      @ForAll("programs") List<Op> program, @ForAll("choices") List<Integer> choices) {
    holds("waiters-in-order", program, choices);
  }

  @Property
  void gatherOrder(@ForAll("programs") List<Op> program, @ForAll("choices") List<Integer> choices) {
    holds("gather-order", program, choices);
  }

  @Property
  void gatherAll(@ForAll("programs") List<Op> program, @ForAll("choices") List<Integer> choices) {
    holds("gather-all", program, choices);
  }

  @Property
  void cancelledNeverStarts(
      @ForAll("programs") List<Op> program, @ForAll("choices") List<Integer> choices) {
    holds("cancelled-never-starts", program, choices);
  }

  @Property
  void cancelIsRefused(
      @ForAll("programs") List<Op> program, @ForAll("choices") List<Integer> choices) {
    holds("cancel-is-refused", program, choices);
  }

  @Property
  void cancelArrives(
      @ForAll("programs") List<Op> program, @ForAll("choices") List<Integer> choices) {
    holds("cancel-arrives", program, choices);
  }

  @Property
  void callbacksInOrder(
      @ForAll("programs") List<Op> program, @ForAll("choices") List<Integer> choices) {
    holds("callbacks-in-order", program, choices);
  }

  @Property
  void callbackAfterTheStep(
      @ForAll("programs") List<Op> program, @ForAll("choices") List<Integer> choices) {
    holds("callback-after-the-step", program, choices);
  }

  @Property
  void doneCallbacksInOrder(
      @ForAll("programs") List<Op> program, @ForAll("choices") List<Integer> choices) {
    holds("done-callbacks-in-order", program, choices);
  }

  @Property
  void timerAtItsTime(
      @ForAll("programs") List<Op> program, @ForAll("choices") List<Integer> choices) {
    holds("timer-at-its-time", program, choices);
  }

  @Property
  void timersByDeadline(
      @ForAll("programs") List<Op> program, @ForAll("choices") List<Integer> choices) {
    holds("timers-by-deadline", program, choices);
  }

  @Property
  void timerTies(@ForAll("programs") List<Op> program, @ForAll("choices") List<Integer> choices) {
    holds("timer-ties", program, choices);
  }

  @Property
  void timeGoesOn(@ForAll("programs") List<Op> program, @ForAll("choices") List<Integer> choices) {
    holds("time-goes-on", program, choices);
  }

  @Property
  void codeTakesNoTime(
      @ForAll("programs") List<Op> program, @ForAll("choices") List<Integer> choices) {
    holds("code-takes-no-time", program, choices);
  }

  @Property
  void noTimeWhileReady(
      @ForAll("programs") List<Op> program, @ForAll("choices") List<Integer> choices) {
    holds("no-time-while-ready", program, choices);
  }

  @Property
  void sleepIsExact(
      @ForAll("programs") List<Op> program, @ForAll("choices") List<Integer> choices) {
    holds("sleep-is-exact", program, choices);
  }

  @Property
  void sleepersInOrder(
      @ForAll("programs") List<Op> program, @ForAll("choices") List<Integer> choices) {
    holds("sleepers-in-order", program, choices);
  }

  @Property
  void spendIsExact(
      @ForAll("programs") List<Op> program, @ForAll("choices") List<Integer> choices) {
    holds("spend-is-exact", program, choices);
  }

  @Property
  void runDoesNotWait(
      @ForAll("programs") List<Op> program, @ForAll("choices") List<Integer> choices) {
    holds("run-does-not-wait", program, choices);
  }

  @Property
  void restIsCancelled(
      @ForAll("programs") List<Op> program, @ForAll("choices") List<Integer> choices) {
    holds("rest-is-cancelled", program, choices);
  }

  @Property
  void failuresAreTold(
      @ForAll("programs") List<Op> program, @ForAll("choices") List<Integer> choices) {
    holds("failures-are-told", program, choices);
  }

  @Property
  void sameScheduleSameRun(
      @ForAll("programs") List<Op> program, @ForAll("choices") List<Integer> choices) {
    holds("same-schedule-same-run", program, choices);
  }

  @Property
  void orderDoesNotCount(
      @ForAll("programs") List<Op> program, @ForAll("choices") List<Integer> choices) {
    holds("order-does-not-count", program, choices);
  }
}
