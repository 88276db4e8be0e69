package dev.heddle.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.heddle.Loop;
import dev.heddle.schedule.Decision;
import dev.heddle.schedule.Policy;
import dev.heddle.schedule.Schedule.Deviation;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** What a failure is shrunk to, by programs whose failing schedules are known. */
class ShrinkingTest {
  /** Draws these values in every schedule. */
  private static Policy draws(Integer... values) {
    return new Policy() {
      private int drawn;

      @Override
      public void begin(long schedule) {
        drawn = 0;
      }

      @Override
      public int choose(Decision decision) {
        return decision.isValue() ? values[drawn++] : 0;
      }
    };
  }

  private static Failure failure(Policy policy, Loop.Body<String> program) {
    return Explorer.create().schedules(1).policy(policy).explore(program).failure();
  }

  private static List<String> shrunk(Failure failure) {
    return failure.schedule().deviations().stream()
        .map((Deviation turn) -> turn.at() + "=" + turn.option())
        .toList();
  }

  private static void fail(boolean really) {
    if (really) {
      throw new IllegalStateException("found");
    }
  }

  /** Two turns of which none can be left out are given up for one that fails the same. */
  @Test
  void fewerTurnsAreLookedForEverywhere() {
    Failure failure =
        failure(
            draws(1, 1, 0),
            loop -> {
              RandomGenerator random = loop.random();
              int x = random.nextInt(2);
              int y = random.nextInt(2);
              int z = random.nextInt(2);
              fail((x == 1 && y == 1) || z == 1);
              return "";
            });
    assertEquals(2, failure.found().deviations().size());
    assertEquals(List.of("2=1"), shrunk(failure));
    assertEquals(1, failure.depth().getAsInt());
  }

  /** Not for one that fails elsewhere: that is another failure. */
  @Test
  void anotherFailureIsNotTheSame() {
    Failure failure =
        failure(
            draws(1, 1, 0),
            loop -> {
              RandomGenerator random = loop.random();
              int x = random.nextInt(2);
              int y = random.nextInt(2);
              if (random.nextInt(2) == 1) {
                throw new IllegalStateException("another");
              }
              fail(x == 1 && y == 1);
              return "";
            });
    assertEquals(List.of("0=1", "1=1"), shrunk(failure));
    assertEquals(2, failure.depth().getAsInt());
  }

  /** What is superfluous is left out, and the rest made small. */
  @Test
  void optionsGetSmaller() {
    Failure failure =
        failure(
            draws(3, 9, 7, 1, 8),
            loop -> {
              RandomGenerator random = loop.random();
              int sum = 0;
              for (int i = 0; i < 5; i++) {
                int drawn = random.nextInt(10);
                sum += i == 1 && drawn >= 4 ? 1 : 0;
                sum += i == 4 && drawn >= 2 ? 1 : 0;
              }
              fail(sum == 2);
              return "";
            });
    assertEquals(5, failure.found().deviations().size());
    assertEquals(List.of("1=4", "4=2"), shrunk(failure));
    assertEquals(2, failure.depth().getAsInt());
  }

  /** A program that always fails needs no turn. */
  @Test
  void noTurnAtAll() {
    Failure failure =
        failure(
            draws(1, 1),
            loop -> {
              fail(loop.random().nextInt(2) + loop.random().nextInt(2) < 9);
              return "";
            });
    assertEquals(List.of(), shrunk(failure));
    assertEquals(0, failure.depth().getAsInt());
  }

  // ---- when are two failures the same? --------------------------------------------------------

  private static Throwable chain(int length, Throwable last) {
    Throwable thrown = last;
    for (int i = 0; i < length; i++) {
      thrown = new IllegalStateException("value " + i, thrown);
    }
    return thrown;
  }

  /** Kind and place count, of three causes too; words do not, nor do causes further down. */
  @Test
  void whatMakesFailuresTheSame() {
    Throwable[] one = new Throwable[2];
    for (int i = 0; i < 2; i++) {
      one[i] = new IllegalStateException("value " + i);
    }
    assertEquals(FailureSignature.of(one[0]), FailureSignature.of(one[1]));
    assertNotEquals(
        FailureSignature.of(one[0]), FailureSignature.of(new IllegalStateException("value 0")));
    assertNotEquals(
        FailureSignature.of(one[0]), FailureSignature.of(new IllegalArgumentException("value 0")));
    Throwable io = new java.io.IOException();
    Throwable other = new IllegalArgumentException();
    for (int length = 1; length <= 5; length++) {
      String first = FailureSignature.of(chain(length, io)).toString();
      assertEquals(
          length <= 3, !first.equals(FailureSignature.of(chain(length, other)).toString()));
      assertEquals(Math.min(3, length), first.split(" caused by ", -1).length - 1, first);
    }
  }
}
