package dev.heddle.specs.rules;

import static dev.heddle.Tasks.gather;
import static dev.heddle.Tasks.yieldNow;
import static java.util.stream.Collectors.joining;

import dev.heddle.TimerHandle;
import dev.heddle.specs.PrintingTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Timers go by deadline, then by creation: R03 to R06. */
class TimerRulesTest extends PrintingTest {
  /** Timers that are due, however long, join the next turn after all that is ready. */
  @Test
  void r03aDueTimersComeAfterWhatIsReady() {
    run(
        loop -> {
          loop.callLater(seconds(0), () -> print("later(0)"));
          loop.callSoon(() -> print("soon"));
          loop.callLater(seconds(-1), () -> print("later(-1)"));
          loop.callAt(loop.time().minusSeconds(5), () -> print("at(past 5)"));
          yieldNow();
          print("main: a sleep(0) wakeup is also in front of the timers");
          yieldNow();
          print("main again");
        });
    printed(
        """
        soon
        main: a sleep(0) wakeup is also in front of the timers
        at(past 5)
        later(-1)
        later(0)
        main again
        """);
  }

  /** A due timer is in the turn that begins, before what that turn schedules. */
  @Test
  void r03bDueTimerIsInTheSameTurnAsWhatIsReady() {
    run(
        loop -> {
          loop.callLater(seconds(0), () -> print("timer"));
          loop.callSoon(
              () -> {
                print("soon");
                loop.callSoon(() -> print("from soon (next iteration)"));
              });
          yieldNow();
          print("main 1");
          yieldNow();
          print("main 2");
        });
    printed(
        """
        soon
        main 1
        timer
        from soon (next iteration)
        main 2
        """);
  }

  /** Timers fire in the order of their deadlines, not of their creation. */
  @Test
  void r04aTimersFireInTheOrderOfTheirDeadlines() {
    run(
        loop -> {
          loop.callLater(seconds(0.375), () -> print("3"));
          loop.callLater(seconds(0.125), () -> print("1"));
          loop.callLater(seconds(0.25), () -> print("2"));
          sleep(0.5);
          print("end");
        });
    printed(
        """
        1
        2
        3
        end
        """);
  }

  /** Sleeping sorts. */
  @Test
  void r04bSleepersWakeInTheOrderOfTheirDeadlines() {
    run(
        loop ->
            gather(
                    IntStream.of(5, 1, 4, 2, 3)
                        .mapToObj(
                            x ->
                                coro(
                                    () -> {
                                      sleep(x / 16.0);
                                      print(x);
                                    }))
                        .toList())
                .await());
    printed(
        """
        1
        2
        3
        4
        5
        """);
  }

  /** A timer at a time and one after a time are the same thing. */
  @Test
  void r04cCallAtEqualsCallLater() {
    run(
        loop -> {
          Duration time = loop.time();
          TimerHandle first = loop.callAt(time.plus(seconds(0.25)), () -> print("at .25"));
          loop.callLater(seconds(0.125), () -> print("later .125"));
          print(first.when().minus(time).equals(seconds(0.25)), first.isCancelled());
          sleep(0.5);
        });
    printed(
        """
        True False
        later .125
        at .25
        """);
  }

  /** Sleeps of the same length wake in the order in which they began. */
  @Test
  void r05aEqualSleepsWakeInTheOrderOfCreation() {
    List<String> awake = new ArrayList<>();
    run(
        loop ->
            gather(
                    IntStream.range(0, 10)
                        .mapToObj(
                            i ->
                                coro(
                                    () -> {
                                      sleep(0.25);
                                      awake.add(String.valueOf(i));
                                    }))
                        .toList())
                .await());
    print(String.join(" ", awake));
    printed("0 1 2 3 4 5 6 7 8 9\n");
  }

  /** Timers of exactly the same deadline fire in the order of creation. */
  @Test
  void r05bEqualDeadlinesFireInTheOrderOfCreation() {
    List<Integer> fired = new ArrayList<>();
    run(
        loop -> {
          Duration when = loop.time().plus(seconds(0.25));
          IntStream.range(0, 10).forEach(i -> loop.callAt(when, () -> fired.add(i)));
          sleep(0.5);
        });
    print(fired.stream().map(String::valueOf).collect(joining(" ")));
    printed("0 1 2 3 4 5 6 7 8 9\n");
  }

  /** What counts is when the timer was made, not by which way the deadline came about. */
  @Test
  void r05cTiesGoByTheCreationOfTheTimer() {
    run(
        loop ->
            gather(
                    coro(
                        () -> {
                          sleep(0.25);
                          sleep(0.25);
                          print("two naps (registered at .25)");
                        }),
                    coro(() -> oneNap(1)),
                    coro(() -> oneNap(2)))
                .await());
    printed(
        """
        one nap 1 (registered at 0)
        one nap 2 (registered at 0)
        two naps (registered at .25)
        """);
  }

  private void oneNap(int n) {
    sleep(0.5);
    print("one nap", n, "(registered at 0)");
  }

  /**
   * Time is a whole number of nanoseconds: timers that differ by one fire in turns of their own.
   */
  @Test
  void r06aTimersOfDifferentDeadlinesFireInDifferentTurns() {
    run(
        loop -> {
          Duration when = loop.time().plus(seconds(0.25));
          loop.callAt(when.plusNanos(1), () -> print("second, 1 ns later: own iteration"));
          loop.callAt(
              when,
              () -> {
                print("first");
                loop.callSoon(() -> print("from first"));
              });
          sleep(0.5);
        });
    printed(
        """
        first
        from first
        second, 1 ns later: own iteration
        """);
  }
}
