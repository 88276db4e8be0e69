package dev.heddle.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.heddle.Fork;
import dev.heddle.Loop;
import dev.heddle.internal.statics.StaticState;
import dev.heddle.schedule.PointLevel;
import dev.heddle.schedule.Policies;
import dev.heddle.schedule.Schedule;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each schedule begins with the static state that the first one began with. */
class FreshStaticsTest {
  private static final String PROPERTY = "heddle.test.carried";

  @AfterEach
  void clear() {
    System.clearProperty(PROPERTY);
  }

  /** Two threads, and what {@code touch} returns in the second of them. */
  private static <T> T touchedInThread(Supplier<T> touch) throws InterruptedException {
    AtomicReference<T> touched = new AtomicReference<>();
    Thread idle = Thread.ofPlatform().start(Thread::yield);
    Thread thread = Thread.ofPlatform().start(() -> touched.set(touch.get()));
    idle.join();
    thread.join();
    return touched.get();
  }

  /** All outcomes over some schedules; a search that finds its own runs different fails. */
  private static Set<Object> outcomes(Explorer search, Supplier<?> touch) {
    return values(search.outcomes(loop -> touchedInThread(touch)));
  }

  private static Set<Object> values(Exploration<Object> exploration) {
    Set<Object> values = new HashSet<>();
    for (Outcome<Object> outcome : exploration.outcomes().keySet()) {
      values.add(outcome.isFailure() ? outcome.toString() : outcome.value());
    }
    return values;
  }

  private static Explorer some() {
    return Explorer.create().schedules(100).policy("random");
  }

  // ---- what is put back -----------------------------------------------------------------------

  private static final class Counter {
    static int count;
    static long wide = 5;
    static boolean flag;
    static char letter = 'a';
    static double real = 1.5;
    static String text = "text";

    static String touch() {
      flag = !flag;
      letter++;
      real *= 2;
      wide = -wide;
      text += "!";
      return ++count + " " + wide + flag + letter + real + text;
    }
  }

  private static final class Containers {
    static final List<String> LIST = new ArrayList<>(List.of("first"));
    static final Map<String, Integer> MAP = new HashMap<>();
    static final Map<String, List<Integer>> SORTED = new TreeMap<>();
    static final Map<Integer, String> LRU = new LinkedHashMap<>(16, 0.75f, true);
    static final Map<Integer, String> SHARED = new ConcurrentHashMap<>();
    static final List<Integer> COPIED = new CopyOnWriteArrayList<>();
    static final Deque<Object> DEQUE = new ArrayDeque<>();
    static final ConcurrentLinkedQueue<Integer> QUEUE = new ConcurrentLinkedQueue<>();
    static final Map<String, Integer> WRAPPED = Collections.synchronizedMap(new HashMap<>());

    static String touch() {
      LIST.add("next");
      for (int i = 0; i < 20; i++) {
        MAP.merge("key" + i, 1, Integer::sum);
        SHARED.merge(i, "x", String::concat);
        LRU.merge(i, "x", String::concat);
        SORTED.computeIfAbsent("key" + i, key -> new ArrayList<>()).add(i);
        DEQUE.add(LIST);
      }
      COPIED.add(1);
      QUEUE.add(2);
      WRAPPED.merge("w", 1, Integer::sum);
      return LIST.size()
          + " "
          + MAP.get("key7")
          + SHARED.get(7)
          + LRU.get(7)
          + SORTED.get("key7")
          + DEQUE.size()
          + COPIED
          + QUEUE
          + WRAPPED;
    }
  }

  private static final class Atomics {
    static final AtomicInteger NUMBER = new AtomicInteger(3);
    static final AtomicReference<StringBuilder> TEXT =
        new AtomicReference<>(new StringBuilder("text"));
    static final int[] INTS = {1, 2, 3};
    static final Object[][] OBJECTS = {{"a"}, {"b", new byte[] {1}}};
    static final Random RANDOM = new Random(7);
    static final Supplier<Integer> LAMBDA = new AtomicInteger()::incrementAndGet;

    static String touch() {
      INTS[1]++;
      OBJECTS[0][0] += "!";
      ((byte[]) OBJECTS[1][1])[0]++;
      TEXT.get().append(NUMBER.incrementAndGet());
      return Arrays.toString(INTS)
          + Arrays.deepToString(OBJECTS)
          + TEXT
          + RANDOM.nextInt()
          + LAMBDA.get();
    }
  }

  /** A lock that each run leaves locked, and a latch that it opens. */
  private static final class Synchronizers {
    static final ReentrantLock LOCK = new ReentrantLock();
    static final CountDownLatch LATCH = new CountDownLatch(1);

    static String touch() {
      boolean free = LOCK.tryLock();
      boolean closed = LATCH.getCount() == 1;
      LATCH.countDown();
      return free + " " + closed;
    }
  }

  private static final class Lazily {
    private static final class Holder {
      static final Lazily INSTANCE = new Lazily();
    }

    private static volatile Lazily checked;

    private int uses;

    static String touch() {
      if (checked == null) {
        synchronized (Lazily.class) {
          if (checked == null) {
            checked = new Lazily();
          }
        }
      }
      return ++Holder.INSTANCE.uses + " " + ++checked.uses;
    }
  }

  @SuppressWarnings("ImmutableEnumChecker") // a bad habit, which the program has
  private enum Mode {
    ON,
    OFF {
      private int own;

      @Override
      String touch() {
        return super.touch() + ++own;
      }
    };

    private int uses;

    String touch() {
      return name() + ++uses;
    }
  }

  private static final class Node {
    static final Node RING = new Node(new Node(null));

    static {
      RING.next.next = RING;
    }

    private Node next;
    private int value;

    Node(Node next) {
      this.next = next;
    }

    static String touch() {
      RING.value++;
      RING.next.value += 2;
      RING.next.next = new Node(RING);
      return RING.value + " " + RING.next.value + (RING.next.next == RING);
    }
  }

  private record Pair(List<String> left, AtomicInteger right) {
    static final Pair PAIR = new Pair(new ArrayList<>(), new AtomicInteger());

    static String touch() {
      PAIR.left.add("x");
      PAIR.right.incrementAndGet();
      return PAIR.left + " " + PAIR.right;
    }
  }

  private interface Constants {
    List<String> NAMES = new ArrayList<>();

    static String touch() {
      NAMES.add("name");
      return NAMES.toString();
    }
  }

  static List<Supplier<String>> programs() {
    return List.of(
        Counter::touch,
        Containers::touch,
        Atomics::touch,
        Synchronizers::touch,
        Lazily::touch,
        Mode.ON::touch,
        Mode.OFF::touch,
        Node::touch,
        Pair::touch,
        Constants::touch);
  }

  /** Whether classes were used before, or a schedule is the first to do so. */
  @ParameterizedTest
  @MethodSource("programs")
  void allSchedulesAreAsTheFirst(Supplier<String> touch) {
    Set<Object> first = outcomes(some(), touch);
    assertEquals(1, first.size(), first.toString());
    assertEquals(1, outcomes(Explorer.create().exhaustive(), touch).size());
    assertEquals(1, outcomes(Explorer.create().maxDeviations(2), touch).size());
  }

  /** An object that the program puts into a static field is gone in the next schedule. */
  @Test
  void newObjectsAreForgotten() {
    Node before = Node.RING.next;
    outcomes(
        some(),
        () -> {
          assertSame(before, Node.RING.next);
          Node.RING.next = new Node(Node.RING);
          return "";
        });
    Node.RING.next = before;
  }

  // ---- initialisers -----------------------------------------------------------------------------

  private static final class Registry {
    static final List<String> NAMES = new ArrayList<>();
  }

  private static final class Plugin {
    static final Plugin INSTANCE = new Plugin();

    static {
      Registry.NAMES.add("plugin");
    }

    static void use() {}
  }

  /** What an initialiser does to other classes lasts, as it will not run again. */
  @Test
  void whatInitialisersDoLasts() {
    assertEquals(
        Set.of("[plugin, run]"),
        outcomes(
            some(),
            () -> {
              Plugin.use();
              Registry.NAMES.add("run");
              return Registry.NAMES.toString();
            }));
    assertNotNull(Plugin.INSTANCE);
  }

  private static final class Late {
    static volatile int made;

    static {
      for (int i = 0; i < 5; i++) {
        made = i + 1;
        synchronized (Late.class) {
          Registry.NAMES.remove("nobody");
        }
      }
    }

    static int get() {
      return made;
    }
  }

  /** The first schedule, which runs an initialiser, decides as much as the same one later. */
  @Test
  void initialisersHaveNoPoints() {
    List<Integer> decisions = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Loop[] built = new Loop[1];
      Loop.builder()
          .points(PointLevel.ALL)
          .policy(Policies.fifo())
          .onBuilt(loop -> built[0] = loop)
          .run(loop -> touchedInThread(Late::get));
      decisions.add(Schedule.parse(built[0].schedule().token()).decisions());
    }
    assertEquals(1, new HashSet<>(decisions).size(), decisions.toString());
    assertTrue(decisions.get(0) > 0);
  }

  private static final class Failing {
    static int tries;

    static {
      if (!Registry.NAMES.contains("nobody")) {
        throw new IllegalStateException("it cannot be initialised");
      }
    }
  }

  /** An initialiser that throws is over, too. */
  @Test
  void afterAnInitialiserHasThrownThereArePoints() {
    AtomicInteger shared = new AtomicInteger();
    Exploration<Object> all =
        Explorer.create()
            .exhaustive()
            .outcomes(
                loop -> {
                  shared.set(0);
                  assertThrows(LinkageError.class, () -> Failing.tries++);
                  Thread other = Thread.ofPlatform().start(() -> shared.set(shared.get() + 1));
                  shared.set(shared.get() + 1);
                  other.join();
                  return shared.get();
                });
    assertEquals(Set.of(1, 2), values(all));
  }

  // ---- what is not put back -------------------------------------------------------------------

  private static NondeterminismError notDeterministic(Explorer search, Supplier<?> touch) {
    return assertThrows(NondeterminismError.class, () -> outcomes(search, touch));
  }

  /** Switched off, the error names the fields that differ. */
  @Test
  void switchedOff() {
    String message =
        notDeterministic(some().freshStatics(false), () -> ++Counter.count).getMessage();
    assertTrue(
        message.matches(
            "(?s).*Static state is not put back \\(freshStatics\\), and one run changes: static"
                + " field .*Counter.count was \\[\\d+] before, and is \\[\\d+] after\\. Make all"
                + " state anew.*"),
        message);
    String inside =
        notDeterministic(some().freshStatics(false), Atomics.NUMBER::incrementAndGet).getMessage();
    assertTrue(
        inside.contains(
            "Atomics.NUMBER (field value of a java.util.concurrent.atomic.AtomicInteger) was ["),
        inside);
  }

  /** On several threads runs go on at once, and share what is static. */
  @Test
  void onSeveralThreads() {
    String message = notDeterministic(some().threads(2), () -> ++Counter.count).getMessage();
    assertTrue(message.contains("Static state is not put back on several threads"), message);
    assertTrue(message.contains("Counter.count was ["), message);
  }

  /** What another search does meanwhile would be lost: so nothing is put back, and that is told. */
  @Test
  void whileAnotherSearchGoesOn() {
    AtomicInteger runs = new AtomicInteger();
    String message =
        notDeterministic(
                some(),
                () -> {
                  if (runs.getAndIncrement() == 0) {
                    searchElsewhere();
                  }
                  return ++Counter.count;
                })
            .getMessage();
    assertTrue(
        message.contains("Not put back: another exploration ran in this JVM at the same time"),
        message);
  }

  private static void searchElsewhere() {
    StaticState.begin().end();
  }

  /** The JDK's own static state is left, and named. */
  @Test
  void staticStateOfTheJdk() {
    String message =
        notDeterministic(
                some(), () -> System.setProperty(PROPERTY, System.getProperty(PROPERTY, "") + "x"))
            .getMessage();
    assertTrue(
        message.contains(
            "One run changes what is not put back: system property " + PROPERTY + " was ["),
        message);
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      message =
          notDeterministic(
                  some(),
                  () -> {
                    Locale was = Locale.getDefault();
                    Locale.setDefault(was == Locale.GERMANY ? Locale.FRANCE : Locale.GERMANY);
                    return was.toString();
                  })
              .getMessage();
      assertTrue(message.contains("the default locale was ["), message);
    } finally {
      Locale.setDefault(before);
    }
  }

  /** What is in no static field is the test's own, even if it is in the same objects. */
  @Test
  void whatIsInNoStaticFieldIsLeft() {
    List<Integer> seen = new ArrayList<>();
    outcomes(
        some(),
        () -> {
          seen.add(++Counter.count);
          return "";
        });
    assertTrue(seen.size() > 100, seen.toString());
    assertEquals(1, new HashSet<>(seen).size(), seen.toString());
  }

  /** A policy in a static field goes on from schedule to schedule. */
  private static final class Own {
    static final CountingPolicy POLICY = new CountingPolicy();
  }

  private static final class CountingPolicy implements dev.heddle.schedule.Policy {
    private int begun;

    @Override
    public void begin(long schedule) {
      begun++;
    }

    @Override
    public int choose(dev.heddle.schedule.Decision decision) {
      return begun % decision.size();
    }
  }

  @Test
  void policiesAreLeft() {
    outcomes(Explorer.create().schedules(50).policy(Own.POLICY), () -> "");
    assertTrue(Own.POLICY.begun >= 50, String.valueOf(Own.POLICY.begun));
  }

  // ---- elsewhere --------------------------------------------------------------------------------

  private static final class Tickets {
    static volatile int next;
    static final List<Integer> SOLD = new ArrayList<>();
  }

  private static Object sell(Loop loop) throws InterruptedException {
    List<Thread> sellers = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      sellers.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    int number = Tickets.next;
                    Tickets.next = number + 1;
                    Tickets.SOLD.add(number);
                  }));
    }
    for (Thread seller : sellers) {
      seller.join();
    }
    if (Tickets.SOLD.size() != new HashSet<>(Tickets.SOLD).size()) {
      throw new IllegalStateException("sold twice: " + Tickets.SOLD);
    }
    return Tickets.SOLD.size();
  }

  /** Prints what comes of a token. */
  public static void main(String[] token) {
    try {
      Loop.builder().policy(Policies.replay(Schedule.parse(token[0]))).run(FreshStaticsTest::sell);
    } catch (IllegalStateException e) {
      System.out.print(e.getMessage());
    }
  }

  /** A bug that depends on static state is found, shrunk, and replayed by its token. */
  @Test
  @Tag("starts-jvms")
  void tokensReplayInANewJvm() throws Exception {
    Failure failure = some().explore(FreshStaticsTest::sell).failure();
    assertEquals("sold twice: [0, 0]", failure.thrown().getMessage());
    assertTrue(failure.minimal());
    Fork.Result result =
        Fork.run(
            List.of("-Djdk.attach.allowAttachSelf=true", "-XX:+EnableDynamicAgentLoading"),
            FreshStaticsTest.class,
            failure.schedule().token());
    assertEquals("sold twice: [0, 0]", result.output());
    assertNull(some().explore(loop -> touchedInThread(Tickets.SOLD::size)).failure());
  }
}
