package dev.heddle.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.heddle.Loop;
import dev.heddle.schedule.PointLevel;
import dev.heddle.testing.Explore;
import dev.heddle.testing.Points;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.ArgumentCaptor;
import org.mockito.Captor;
import org.mockito.InjectMocks;
import org.mockito.Mock;
import org.mockito.Spy;
import org.mockito.exceptions.misusing.UnnecessaryStubbingException;
import org.mockito.junit.jupiter.MockitoExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestExecutionListener;
import org.springframework.test.context.TestExecutionListeners;
import org.springframework.test.context.TestExecutionListeners.MergeMode;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

/** Fields that other extensions fill are filled anew in each schedule of a test. */
class OtherExtensionsTest {
  private static final int SCHEDULES = 20;

  /** A program with one schedule is run twice, whatever is asked for. */
  private static final int RUNS = 2;

  /** What each schedule has seen. */
  private static final Set<Object> SEEN =
      Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));

  private static final List<String> TOLD = Collections.synchronizedList(new ArrayList<>());

  @BeforeEach
  void forget() {
    SEEN.clear();
    TOLD.clear();
  }

  // ---- Mockito ------------------------------------------------------------------------------

  static class Doubler {
    private final IntUnaryOperator operator;

    Doubler(IntUnaryOperator operator) {
      this.operator = operator;
    }

    int call(int number) {
      return 2 * operator.applyAsInt(number);
    }
  }

  @ExtendWith(MockitoExtension.class)
  static class Mocks {
    @Mock IntUnaryOperator operator;
    @Spy List<String> spied = new ArrayList<>();
    @Captor ArgumentCaptor<Integer> captor;
    @InjectMocks Doubler doubler;

    @BeforeEach
    void setUp() {
      when(operator.applyAsInt(anyInt())).thenReturn(21);
    }

    @HeddleTest(schedules = SCHEDULES)
    void test(ExecutorService pool) throws Exception {
      SEEN.add(operator);
      Future<Integer> answer = pool.submit(() -> doubler.call(5));
      Future<Boolean> added = pool.submit(() -> spied.add("a"));
      assertEquals(42, answer.get());
      assertTrue(added.get());
      verify(operator).applyAsInt(captor.capture()); // once: no other schedule has called it
      verify(spied).add("a");
      assertEquals(5, captor.getValue());
    }
  }

  @Test
  void mocksAreNewInEachSchedule() {
    Kit.passes(1, Mocks.class);
    assertTrue(SEEN.size() >= SCHEDULES, "runs " + SEEN.size());
  }

  @ExtendWith(MockitoExtension.class)
  static class OnTwoCarriers {
    @Mock IntUnaryOperator operator;

    @HeddleTest(schedules = SCHEDULES)
    @Explore(threads = 2)
    void test(ExecutorService pool, @Mock Supplier<String> supplier) throws Exception {
      SEEN.add(operator);
      SEEN.add(supplier);
      when(supplier.get()).thenReturn("x");
      assertEquals("x", pool.submit(supplier::get).get());
      verify(supplier).get();
    }
  }

  @Test
  void mocksOnTwoCarriersAndAsParameters() {
    Kit.passes(1, OnTwoCarriers.class);
    assertTrue(SEEN.size() >= 2 * RUNS, "runs " + SEEN.size());
  }

  @ExtendWith(MockitoExtension.class)
  static class Strict {
    @Mock IntUnaryOperator operator;

    @HeddleTest(schedules = SCHEDULES)
    void test() {
      when(operator.applyAsInt(1)).thenReturn(2);
    }
  }

  /** What an extension finds wrong after a schedule fails it. */
  @Test
  void anUnusedStubbingFails() {
    Throwable failure = Kit.failureOf(Strict.class);
    assertInstanceOf(UnnecessaryStubbingException.class, failure);
    assertTrue(Kit.scheduleReport(failure).startsWith("It fails in the default order."));
  }

  @ExtendWith(MockitoExtension.class)
  static class Around {
    @Mock IntUnaryOperator outer;

    @Nested
    class Inside {
      @Mock IntUnaryOperator inner;

      @HeddleTest(schedules = SCHEDULES)
      void test() {
        assertNotSame(outer, inner);
        SEEN.add(outer);
        SEEN.add(inner);
      }
    }
  }

  @Test
  void mocksOfEnclosingClasses() {
    Kit.passes(1, Around.class);
    assertEquals(2 * RUNS, SEEN.size());
  }

  @ExtendWith(MockitoExtension.class)
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  static class Shared {
    @Mock IntUnaryOperator operator;

    @HeddleTest(schedules = SCHEDULES)
    void test() {
      SEEN.add(operator);
      assertEquals(2, new Doubler(operator).call(1) + 2);
      verify(operator).applyAsInt(1);
    }
  }

  /** The one instance of a class is filled anew too, as JUnit does before each of its tests. */
  @Test
  void mocksOfASharedInstance() {
    Kit.passes(1, Shared.class);
    assertEquals(RUNS, SEEN.size());
  }

  @ExtendWith(MockitoExtension.class)
  static class Parameterised {
    @Mock IntUnaryOperator operator;

    @Heddle
    @Explore(schedules = SCHEDULES)
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void test(int number) {
      SEEN.add(operator);
      assertEquals(0, new Doubler(operator).call(number));
    }
  }

  @Test
  void mocksOfParameterisedTests() {
    Kit.passes(2, Parameterised.class);
    assertEquals(2 * RUNS, SEEN.size());
  }

  // ---- JUnit's own --------------------------------------------------------------------------

  static class Directories {
    @TempDir Path field;

    @BeforeEach
    void setUp() throws IOException {
      Files.createFile(field.resolve("before"));
    }

    @HeddleTest(schedules = SCHEDULES)
    void test(@TempDir Path parameter) throws IOException {
      assertEquals(List.of("before"), List.of(field.toFile().list()));
      assertEquals(List.of(), List.of(parameter.toFile().list()));
      TOLD.add(field.toString());
      TOLD.add(parameter.toString());
      Files.createFile(field.resolve("field"));
      Files.createFile(parameter.resolve("parameter"));
    }

    @AfterEach
    void tearDown() {
      assertTrue(Files.exists(field.resolve("field")));
    }
  }

  /** Nothing that a schedule has written is met by the next, and nothing stays. */
  @Test
  void directoriesAreNewInEachSchedule() {
    Kit.passes(1, Directories.class);
    assertEquals(2 * RUNS, TOLD.size());
    assertTrue(TOLD.stream().noneMatch(directory -> Files.exists(Path.of(directory))));
  }

  static class Closing {
    @AutoClose final AutoCloseable closed = () -> TOLD.add("closed");

    @HeddleTest(schedules = SCHEDULES)
    void test() {
      TOLD.add("test");
    }
  }

  @Test
  void fieldsAreClosedAfterEachSchedule() {
    Kit.passes(1, Closing.class);
    assertEquals(RUNS, Collections.frequency(TOLD, "test"));
    assertEquals("test closed ".repeat(RUNS) + "closed", String.join(" ", TOLD));
  }

  /** Remembers which test it has seen. */
  static class Remembers implements BeforeEachCallback, AfterEachCallback {
    int before;

    @Override
    public void beforeEach(ExtensionContext context) {
      before++;
    }

    @Override
    public void afterEach(ExtensionContext context) {
      TOLD.add(before + " before");
    }
  }

  static class Registered {
    @RegisterExtension final Remembers remembers = new Remembers();

    @HeddleTest(schedules = SCHEDULES)
    void test() {
      assertEquals(1, remembers.before);
      SEEN.add(remembers);
    }
  }

  /** An extension in a field of an instance is that schedule's own, and is called for it alone. */
  @Test
  void extensionsInFields() {
    Kit.passes(1, Registered.class);
    assertEquals(RUNS, SEEN.size());
    assertEquals(Set.of("1 before"), Set.copyOf(TOLD));
  }

  // ---- Spring -------------------------------------------------------------------------------

  @SpringJUnitConfig(Beans.Context.class)
  @TestExecutionListeners(listeners = Listens.class, mergeMode = MergeMode.MERGE_WITH_DEFAULTS)
  @Points(PointLevel.NONE) // so that it has one schedule
  static class Beans {
    @Configuration
    static class Context {
      @Bean
      Doubler doubler(Supplier<String> supplier) {
        return new Doubler(number -> supplier.get() == null ? number : -number);
      }
    }

    @Autowired Doubler doubler;
    @MockitoBean Supplier<String> supplier;

    @HeddleTest(schedules = SCHEDULES)
    void test(ExecutorService pool) throws Exception {
      SEEN.add(this);
      Future<Integer> answer = pool.submit(() -> doubler.call(5));
      assertEquals(10, answer.get());
      verify(supplier).get(); // once: it is reset after each schedule
      when(supplier.get()).thenReturn("stubbed for this schedule only");
    }
  }

  static class Listens implements TestExecutionListener {
    @Override
    public void beforeTestMethod(TestContext context) {
      TOLD.add("before");
      assertNotNull(((Beans) context.getTestInstance()).doubler);
    }

    @Override
    public void afterTestMethod(TestContext context) {
      TOLD.add("after");
    }
  }

  @Test
  void beansAreInjectedInEachSchedule() {
    Kit.passes(1, Beans.class);
    assertEquals(RUNS, SEEN.size());
    // Twice more: by JUnit itself, and to see whether schedules can be filled at all.
    assertEquals(
        "before after ".repeat(RUNS + 2).strip().length(), String.join(" ", TOLD).length());
  }

  // ---- interceptors -------------------------------------------------------------------------

  /** Tells where it is called. */
  abstract static class Intercepts implements InvocationInterceptor {
    @Override
    public void interceptTestMethod(
        Invocation<Void> invocation,
        ReflectiveInvocationContext<Method> method,
        ExtensionContext context)
        throws Throwable {
      TOLD.add(getClass().getSimpleName() + (isOnLoop() ? " on the loop" : ""));
      invocation.proceed();
    }

    private static boolean isOnLoop() {
      try {
        Loop.current();
        return true;
      } catch (IllegalStateException e) {
        return false;
      }
    }
  }

  static class Before extends Intercepts {}

  static class After extends Intercepts {}

  @ExtendWith(Before.class)
  @Heddle
  static class Intercepted {
    @Heddle
    @Explore(schedules = SCHEDULES)
    @ExtendWith(After.class)
    @Test
    void explored() {}
  }

  @ExtendWith(Before.class)
  @Heddle
  static class InterceptedOnce {
    @ExtendWith(After.class)
    @Test
    void once() {}
  }

  /** As documented: what JUnit would call inside of Heddle, it cannot call for each schedule. */
  @Test
  void interceptors() {
    Kit.passes(1, Intercepted.class);
    assertEquals(List.of("Before"), TOLD);
    TOLD.clear();
    Kit.passes(1, InterceptedOnce.class);
    assertEquals(List.of("Before", "After on the loop"), TOLD);
  }

  // ---- what cannot be -----------------------------------------------------------------------

  /** Fills a field where no run passes by: when JUnit constructs its own instance. */
  static class FillsByInterception implements InvocationInterceptor {
    @Override
    public <T> T interceptTestClassConstructor(
        Invocation<T> invocation,
        ReflectiveInvocationContext<Constructor<T>> constructor,
        ExtensionContext context)
        throws Throwable {
      T made = invocation.proceed();
      ((Unfillable) made).service = "a service";
      return made;
    }
  }

  @ExtendWith(FillsByInterception.class)
  static class Unfillable {
    String service;
    String other;

    @HeddleTest(schedules = SCHEDULES)
    void test() {
      TOLD.add("run");
    }
  }

  /** A field that cannot be filled is named before the test is run, with what to do. */
  @Test
  void aFieldThatCannotBeFilledIsRefused() {
    Throwable failure = Kit.failureOf(Unfillable.class);
    assertInstanceOf(ExtensionConfigurationException.class, failure);
    assertEquals(
        "Configuration error: test [void dev.heddle.junit.OtherExtensionsTest$Unfillable.test()] is"
            + " to be run in more than one schedule, each with an instance of its own, and the"
            + " extension that fills Unfillable.service cannot be called for each. Fill it in the"
            + " constructor or in a @BeforeEach method, give all schedules one instance by"
            + " @TestInstance(PER_CLASS), or run the test once.",
        failure.getMessage());
    assertEquals(List.of(), TOLD);
  }

  /** Looks at a test as if JUnit were one that does not tell its extensions. */
  static class AsInAnotherJUnit implements BeforeEachCallback {
    @Override
    public void beforeEach(ExtensionContext context) {
      ClassLoader empty = new ClassLoader(ClassLoader.getPlatformClassLoader()) {};
      JupiterInternals none = JupiterInternals.of(context, empty);
      assertNull(none);
      Lifecycle lifecycle = new Lifecycle(context, context.getRequiredTestMethod(), none);
      try {
        if (lifecycle.mayHaveUnfilledFields()) {
          lifecycle.refuseUnfilledFields();
        }
        lifecycle.run((name, body) -> body.run());
        TOLD.add("run");
      } catch (ExtensionConfigurationException e) {
        TOLD.add(e.getMessage().replaceAll(".*that fills (.*) cannot.*", "refused: $1"));
      } catch (Throwable e) {
        throw new AssertionError(e);
      }
    }
  }

  static class InAnotherJUnit {
    @ExtendWith(AsInAnotherJUnit.class)
    @Test
    void plain() {}

    @ExtendWith(MockitoExtension.class)
    @Nested
    class WithMocks {
      @Mock IntUnaryOperator operator;
      @Mock Supplier<String> supplier;
      String ofTheTest = "not filled";

      @ExtendWith(AsInAnotherJUnit.class)
      @Test
      void mocks() {}
    }
  }

  /** On a JUnit whose inside is another one, plain tests run, and fields are refused by name. */
  @Test
  void inAnotherJUnit() {
    Kit.passes(2, InAnotherJUnit.class);
    assertEquals(List.of("run", "refused: WithMocks.operator, WithMocks.supplier"), TOLD);
    assertFalse(SEEN.contains(this));
    assertSame(0, SEEN.size());
  }
}
