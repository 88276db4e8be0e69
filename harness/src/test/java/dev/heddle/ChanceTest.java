package dev.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.DrbgParameters;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What the JDK leaves to chance is the same in every run, for managed threads and for no other. */
class ChanceTest {
  private static final List<String> CONSTANT_HASHES =
      List.of("-XX:+UnlockExperimentalVMOptions", "-XX:hashCode=2");

  /** Two runs give the same, and each run more than one value. */
  @ParameterizedTest
  @EnumSource
  void isTheSameInTwoRuns(ChanceSource source) {
    String first = source.underLoop();
    assertEquals(first, source.underLoop());
    if (source.isValue()) {
      int half = first.length() / 2;
      assertNotEquals(first.substring(0, half).strip(), first.substring(half).strip());
    }
  }

  /** Prints what each source gives under a loop, after the order of a set before and after it. */
  static final class PrintsSources {
    private PrintsSources() {}

    public static void main(String[] args) throws Exception {
      String before = ChanceSource.SET.outside() + ChanceSource.MAP.outside();
      StringBuilder text = new StringBuilder();
      for (ChanceSource source : ChanceSource.values()) {
        text.append(source).append(' ').append(source.underLoop()).append('\n');
      }
      System.out.println(before.equals(ChanceSource.SET.outside() + ChanceSource.MAP.outside()));
      System.out.print(text);
    }
  }

  /** Another JVM gives the same; the orders that it has outside of loops stay as they were. */
  @Test
  @Tag("starts-jvms")
  void isTheSameInOtherJvms() throws Exception {
    StringBuilder expected = new StringBuilder("true\n");
    for (ChanceSource source : ChanceSource.values()) {
      expected.append(source).append(' ').append(source.underLoop()).append('\n');
    }
    for (String option : List.of("-XX:+UseSerialGC", "-XX:+UseZGC")) {
      Fork.Result result =
          Fork.run(List.of(option, "-XX:+EnableDynamicAgentLoading"), PrintsSources.class);
      assertEquals(expected.toString(), result.output());
    }
  }

  /** In other threads nothing is controlled. */
  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"CALLBACK", "STATIC_FIELD"})
  void isLeftAloneOutside(ChanceSource source) throws Exception {
    String inside = source.underLoop();
    String outside = source.outside();
    if (source.isValue()) {
      assertNotEquals(inside, outside);
      assertNotEquals(outside, source.outside());
    } else {
      assertEquals(outside, source.outside());
    }
  }

  /** What a thread draws depends on its number, and not on the schedule. */
  @Test
  void dependsOnTheThreadAlone() {
    Set<List<String>> drawn = new HashSet<>();
    for (long seed = 0; seed < 20; seed++) {
      drawn.add(
          Loop.builder()
              .policy(dev.heddle.schedule.Policies.random(seed))
              .run(
                  loop -> {
                    List<Future<String>> all = new ArrayList<>();
                    try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
                      for (int i = 0; i < 4; i++) {
                        all.add(
                            pool.submit(
                                () -> {
                                  Thread.yield();
                                  return ThreadLocalRandom.current().nextInt()
                                      + " "
                                      + new Random().nextInt()
                                      + " "
                                      + Math.random();
                                }));
                      }
                    }
                    List<String> values = new ArrayList<>();
                    for (Future<String> one : all) {
                      values.add(one.get());
                    }
                    return values;
                  }));
    }
    assertEquals(1, drawn.size());
    assertEquals(4, new HashSet<>(drawn.iterator().next()).size());
  }

  /** Draws in the first run only. */
  private static final class DrawsWhenInitialised {
    static final Random GENERATOR = new Random();

    static int draw() {
      return GENERATOR.nextInt();
    }
  }

  /** That a class is initialised in the first run changes nothing for what comes after. */
  @Test
  void initialisersDrawBesideTheRest() {
    List<Long> runs = new ArrayList<>();
    for (int run = 0; run < 2; run++) {
      runs.add(
          Loop.run(
              loop -> {
                DrawsWhenInitialised.draw();
                return new Random().nextLong();
              }));
    }
    assertEquals(runs.get(0), runs.get(1));
  }

  /** A seed that the program gives is what counts. */
  @Test
  void seedsOfTheProgramStay() throws Exception {
    Random random = new Random(42);
    SecureRandom secure = SecureRandom.getInstance("SHA1PRNG");
    secure.setSeed(42);
    String outside = random.nextLong() + " " + secure.nextLong();
    String inside =
        Loop.run(
            loop -> {
              SecureRandom seeded = SecureRandom.getInstance("SHA1PRNG");
              seeded.setSeed(42);
              return new Random(42).nextLong() + " " + seeded.nextLong();
            });
    assertEquals(outside, inside);
  }

  /** A subclass of the program decides for itself. */
  @Test
  void subclassesStay() {
    class Fixed extends SecureRandom {
      private static final long serialVersionUID = 1L;

      @Override
      public void nextBytes(byte[] bytes) {
        java.util.Arrays.fill(bytes, (byte) 7);
      }
    }
    assertEquals(0x07070707, Loop.<Integer>run(loop -> new Fixed().nextInt()));
  }

  /** Mistakes are told as without a loop. */
  @Test
  void mistakesStay() {
    Loop.run(
        loop -> {
          SecureRandom secure = new SecureRandom();
          assertThrows(IllegalArgumentException.class, () -> secure.generateSeed(-1));
          assertThrows(NullPointerException.class, () -> secure.nextBytes(null));
          assertThrows(IllegalArgumentException.class, () -> secure.nextBytes(new byte[1], null));
          assertThrows(
              UnsupportedOperationException.class,
              () ->
                  SecureRandom.getInstance("SHA1PRNG")
                      .nextBytes(new byte[1], DrbgParameters.nextBytes(-1, false, null)));
          Iterator<String> pair = Set.of("a", "b").iterator();
          pair.next();
          pair.next();
          assertThrows(java.util.NoSuchElementException.class, pair::next);
          assertThrows(UnsupportedOperationException.class, Set.of(1, 2, 3).iterator()::remove);
          assertThrows(
              UnsupportedOperationException.class,
              () -> Map.of(1, 2, 3, 4).entrySet().iterator().next().setValue(0));
        });
  }

  /** An iterator that has gone half its way outside goes the rest of it in a managed thread. */
  @Test
  void halfWayIterators() {
    for (int size = 1; size < 8; size++) {
      Set<Integer> set = Set.of(Stream.iterate(0, i -> i + 1).limit(size).toArray(Integer[]::new));
      Set<Integer> seen = new HashSet<>();
      Iterator<Integer> iterator = set.iterator();
      for (int i = 0; i < (size + 1) / 2; i++) {
        assertTrue(seen.add(iterator.next()));
      }
      Iterator<Integer> back =
          Loop.run(
              loop -> {
                iterator.forEachRemaining(next -> assertTrue(seen.add(next)));
                Iterator<Integer> inside = set.iterator();
                seen.remove(inside.next());
                return inside;
              });
      back.forEachRemaining(next -> assertTrue(seen.remove(next)));
      assertEquals(Set.of(), seen);
    }
  }

  /** Threads of objects in a hash set are woken in the order of their identity hashes. */
  static final class OrderedByIdentity {
    private OrderedByIdentity() {}

    private static String run() {
      return Loop.run(
          loop -> {
            Map<Object, String> names = new java.util.HashMap<>();
            for (int i = 0; i < 20; i++) {
              names.put(new Object(), "thread of " + i);
            }
            for (String name : names.values()) {
              Thread.ofVirtual().name(name).start(() -> {});
            }
            Thread.sleep(1);
            return loop.trace().toString();
          });
    }

    public static void main(String[] args) {
      Set<String> traces = new java.util.LinkedHashSet<>();
      for (int i = 0; i < 200; i++) {
        traces.add(run());
      }
      System.out.println(traces.size());
      System.out.println(traces.iterator().next());
    }
  }

  /** Identity hash codes are not controlled; an option of the JVM makes them all equal. */
  @Test
  @Tag("starts-jvms")
  void identityHashCodesByAnOptionOfTheJvm() throws Exception {
    List<String> outputs = new ArrayList<>();
    for (String collector : List.of("-XX:+UseSerialGC", "-XX:+UseParallelGC", "-XX:+UseZGC")) {
      List<String> options = new ArrayList<>(CONSTANT_HASHES);
      options.addAll(List.of(collector, "-XX:+EnableDynamicAgentLoading"));
      outputs.add(Fork.run(options, OrderedByIdentity.class).output());
    }
    assertTrue(outputs.get(0).startsWith("1\n"), outputs.get(0));
    assertEquals(1, new HashSet<>(outputs).size());
    Fork.Result without =
        Fork.run(List.of("-XX:+EnableDynamicAgentLoading"), OrderedByIdentity.class);
    assertTrue(Integer.parseInt(without.output().lines().findFirst().orElse("0")) > 1);
  }

  /** What a loop has is its own: another that runs beside it draws the same. */
  @Test
  void loopsSideBySide() throws Exception {
    Object here = ChanceSource.TWO_THREADS.underLoop();
    try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
      List<Future<String>> runs = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        runs.add(pool.submit(ChanceSource.TWO_THREADS::underLoop));
      }
      for (Future<String> run : runs) {
        assertEquals(here, run.get());
      }
    }
  }

  /** The iterators of the JDK are its own outside, and others inside. */
  @Test
  void iteratorsOutsideAreTheJdks() {
    Set<Integer> set = Set.of(1, 2, 3);
    Class<?> outside = set.iterator().getClass();
    assertTrue(outside.getName().endsWith("SetNIterator"), outside.getName());
    assertNotSame(outside, Loop.<Class<?>>run(loop -> set.iterator().getClass()));
    assertSame(outside, set.iterator().getClass());
  }
}
