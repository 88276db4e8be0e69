package dev.heddle.specs.rules;

import static dev.heddle.Tasks.coroutine;
import static dev.heddle.Tasks.gather;
import static dev.heddle.Tasks.timeout;
import static dev.heddle.Tasks.yieldNow;

import dev.heddle.Coroutine;
import dev.heddle.Task;
import dev.heddle.TimerHandle;
import dev.heddle.specs.PrintingTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Time moves when nothing is ready, and sleepers with it: R07, R18, R67. */
class TimeRulesTest extends PrintingTest {
  /** After a step that takes long, all overdue timers fire in one turn, by deadline. */
  @Test
  void r07aOverdueTimersFireTogether() {
    run(
        loop -> {
          for (int i : new int[] {3, 1, 2}) {
            loop.callLater(
                seconds(i / 8.0),
                () -> {
                  print("t" + i);
                  loop.callSoon(() -> print("soon from", "t" + i));
                });
          }
          loop.callSoon(() -> print("ready before"));
          block(0.5);
          print("unblocked");
          yieldNow();
          print("main 1");
          yieldNow();
          print("main 2");
        });
    printed(
        """
        unblocked
        ready before
        main 1
        t1
        t2
        t3
        main 2
        soon from t1
        soon from t2
        soon from t3
        """);
  }

  /** Sleepers that are overdue go on in the order of their deadlines. */
  @Test
  void r07bOverdueSleepersGoByDeadline() {
    run(
        loop -> {
          List<Task<Void>> tasks = new ArrayList<>();
          for (double d : new double[] {0.25, 0.125, 0.1875}) {
            tasks.add(
                task(
                    () -> {
                      sleep(d);
                      print("slept", d);
                    }));
          }
          yieldNow();
          block(0.5);
          print("unblocked");
          tasks.forEach(Task::await);
        });
    printed(
        """
        unblocked
        slept 0.125
        slept 0.1875
        slept 0.25
        """);
  }

  /** A sleeper goes on in the turn after its timer, and so after a later timer of that instant. */
  @Test
  void r18aSleeperGoesOnAfterTheTimersOfItsInstant() {
    run(
        loop -> {
          Task<Void> sleeper =
              task(
                  () -> {
                    sleep(0.25);
                    print("sleeper (registered first)");
                  });
          yieldNow();
          loop.callLater(seconds(0.25), () -> print("timer (registered second)"));
          sleeper.await();
        });
    printed(
        """
        timer (registered second)
        sleeper (registered first)
        """);
  }

  /** Sleepers of the same instant go on in one turn, before what the first of them schedules. */
  @Test
  void r18bSleepersGoOnBeforeWhatTheySchedule() {
    run(
        loop -> {
          gather(
                  IntStream.of(1, 2)
                      .mapToObj(
                          n ->
                              coro(
                                  () -> {
                                    sleep(0.25);
                                    print(n, "up");
                                    loop.callSoon(() -> print("soon", n));
                                  }))
                      .toList())
              .await();
          print("gathered");
        });
    printed(
        """
        1 up
        2 up
        soon 1
        soon 2
        gathered
        """);
  }

  /** Results come in the order of the arguments, whoever slept longer. */
  @Test
  void r18cResultsOfSleepersInTheOrderOfTheArguments() {
    run(loop -> print(gather(sleepThen(0.25, "x"), sleepThen(0.125, "y")).await()));
    printed("['x', 'y']\n");
  }

  private static Coroutine<String> sleepThen(double time, String result) {
    return coroutine(
        () -> {
          sleep(time);
          return result;
        });
  }

  /** Time moves when nothing is ready, to exactly the next deadline, and within no step. */
  @Test
  void r67aTimeJumpsToTheNextDeadline() {
    run(
        loop -> {
          for (int i = 0; i < 1000; i++) {
            yieldNow();
          }
          print(loop.time().toSeconds());
          sleep(3600);
          print(loop.time().toSeconds());
          gather(DoubleStream.of(10, 5).mapToObj(d -> coro(() -> sleep(d))).toList()).await();
          print(loop.time().toSeconds());
          block(2);
          print(loop.time().toSeconds());
          loop.callLater(Duration.ofDays(365), () -> print("never"));
          sleep(1);
          print(loop.time().toSeconds());
        });
    printed(
        """
        0
        3600
        3610
        3612
        3613
        """);
  }

  /** Cancelled timers move no time. */
  @Test
  void r67bCancelledTimersMoveNoTime() {
    run(
        loop -> {
          List<TimerHandle> timers = new ArrayList<>();
          for (int i = 0; i < 500; i++) {
            timers.add(loop.callLater(seconds(100 + i), () -> print("never")));
          }
          timers.forEach(TimerHandle::cancel);
          timeout(seconds(50), cm -> body(() -> sleep(1)).call());
          sleep(1);
          print(loop.time().toSeconds());
        });
    printed("2\n");
  }
}
